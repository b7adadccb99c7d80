"""The live preview: `briefing serve`. The build does not know that this exists.

`session` keeps the site in memory, `watching` says when to look again, `server` answers browsers,
`assets/` is what runs in them. Nothing here writes a file but the parse cache in `.briefing/`.
"""
