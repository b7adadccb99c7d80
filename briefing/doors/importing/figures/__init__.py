"""Figures: which numbers of a sentence count something, with bounds, hedge and noun.

A number is refused unless it counts something that can be named: model numbers, ages, years, money,
percentages, distances, "three times", list numbers and the like are no figures (`refusing`). Its bounds
and hedge are read in `bounds`. What it counts is looked for after it (`nouns` in the lists, `unlisted`
beyond them, as far as `reach` allows), before it (`heads`, and `labels` for lists and brackets), and in
the figure before (`inheriting`); what happened to those counted is told by `fates`. Whether so many of
them are news at all is judged in `worth`; `finding` goes through a sentence with all of them.
"""
