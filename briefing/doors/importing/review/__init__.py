"""`briefing review`: an entry's proposals, decided one key at a time.

* an article under review: `session` holds the queue and takes answers back, `works` reads and saves drafts
* a question: `questions` (what it is), `choosing` (its measures, and what it may repeat), `showing` (its words)
* an answer: `answering` (what each key does), `editing` (what is typed), `storing` (from proposal to claim)
* a voice: `voicing` (who a name is), `voicefile` (`voices.yaml`), `fitting` (bundles of names; nouns)
* the terminal: `asking` (the loop), `keyboard` (its keys). Nothing else knows a terminal.
"""
