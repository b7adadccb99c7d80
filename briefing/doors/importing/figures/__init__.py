"""Figures: which numbers of a sentence count something, with bounds, hedge and noun.

A number is refused unless it counts something that can be named: model numbers, ages, years, money,
percentages, distances, "three times", list numbers and the like are no figures (`refusing`). Its bounds
and hedge are read in `bounds`, what it counts in `nouns` (after it), `heads` (before it) and
`inheriting` (said of the figure before), what happened to those counted in `fates`; `finding` goes
through a sentence with all of them.
"""
