"""What `python -m training.evaluate` measures: sets, measures, and one module for each question that is asked of Touchline."""
