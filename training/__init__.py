"""How the shipped model is made, and how everybody can measure it: lines, training, evaluation. Nothing here runs in the bot.

`python -m training.make` builds `moderation/engines/shipped/` from data to file; `python -m training.evaluate` measures the
whole of Touchline on lines that nobody trained on. `README.md` is the data statement.
"""
