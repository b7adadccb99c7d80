"""Recipes: one module for each part of the site, from the library to the data of its pages."""
