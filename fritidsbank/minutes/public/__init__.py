"""The pages that anybody reads, made of the published tables alone."""
