"""`briefing review`: an entry's proposals, decided one key at a time.

`session` holds the queue of questions about one article and answers them; what it asks is in
`questions`, how a proposal becomes a claim or reaction in `storing`, whose voice a name is in `voicing`.
`fitting` judges nouns and bundles of names. None of these knows a terminal: `asking` does.
"""
