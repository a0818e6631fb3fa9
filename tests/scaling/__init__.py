"""A forum on many processes behind a balancer, parts of which are killed."""
