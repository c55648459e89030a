"""Tables of claims for other tools: archives of CSV for spreadsheets and for Neo4j, streamed."""
