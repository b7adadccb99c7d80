"""What is the article and what is furniture around it. Nothing is lost: each cut line keeps its reason.

`lines` judges one line by itself, `head` finds the title and what stands around it, `sorting` takes a
whole dump apart with both.
"""
