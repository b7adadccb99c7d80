"""`briefing import` and `briefing review`: from a saved article to an entry an editor has decided on.

Where what lives, in the order in which an article goes through it:

* a run: `command`, `job`, `running`, `parallel`, `printing`
* a source: `sources` (files), `pages` and `metadata` (HTML), `feeds`, `addresses`, `facts` (outlet, terms)
* its lines: `text`, `furniture/` (what is no article), `dates`, `dating`, `days`, `parts` (live blogs)
* a sentence: `scene`, `counting` (numbers), `places` (countries)
* what is found in it: `figures/`, `speakers/`, `deeds` (reactions), `telling` (day said, doubts)
* an article: `article` (the result), `reading`, `reader`, `repeats`, `countries`
* its draft: `known` (what the site knows), `measuring` (likely measures), `drafting`, `writing`, `taking`
* its review: `review/`

What is known of a language is data in `language/`, read by `words`.
"""
