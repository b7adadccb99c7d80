"""Who says it: subjects of verbs of saying, *according to*, and what is known of each voice.

A voice is read from a noun phrase (`phrases`, `offices`, `names`, `naming`), the phrase is found from
its verb or cue (`subjects`, `sources`, `attributing`), and a figure is given to the nearest
(`crediting`). What the text has told of everybody so far is its `cast`. All of it is shown to the
editor as a proposal: where the text names nobody, nobody is proposed.
"""
