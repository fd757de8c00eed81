"""Cost follows news: stores of any size, laid out in minutes, and what a night costs over each of them."""
