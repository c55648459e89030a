"""From data of others, such as tables of events, to the folder of a dataset; written whole or not at all."""
