"""`briefing import` and `briefing review`: from a saved article to an entry an editor has decided on.

Where what lives, in the order in which an article goes through it:

* a run: `command`, `job`, `running`, `parallel`, `printing`
* a source: `sources` (files), `pages`, `kin`, `metadata` and `linked` (HTML), `updates` and
  `ticker` (live blogs on pages), `feeds`, `addresses`, `facts` (terms, language), `agencies`
* its outlet: `signs` (where a page names it), `imprint` and `brands` (where a text does), `mastheads` (which name is taken)
* its lines: `text`, `furniture/` (what is no article), `deck` and `foot` (above and below the text), `dates`, `dating`,
  `days`, `parts` (live blogs)
* a sentence: `scene`, `counting` and `spelling` (numbers), `places` (countries), `localities` (places inside them)
* what is found in it: `figures/`, `speakers/`, `deeds` (reactions), `spoken` (day said), `telling` (doubts), `asof`
* an article: `article` (the result), `reading`, `reader`, `repeats`, `countries`, `reacting`, `weighing` and
  `passing` (how much a mention of a country says), `home` (the country of an outlet)
* what it does not say: `completing` (asked for)
* its draft: `known` (what the site knows), `measuring` (likely measures), `precedents` (what was decided before),
  `stating` (facts and dates), `vague` (words of size), `proposing`, `drafting`, `writing`, `keeping` (texts),
  `taking`, `renewing` (later forms), `differing` (what is new in them)
* its review: `review/`

What is known of a language is data in `language/`, read by `words`.
"""
