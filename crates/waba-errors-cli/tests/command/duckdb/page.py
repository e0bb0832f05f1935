"""Runs the SQL of a page in DuckDB, in the folder with the exports and the log; prints the result of each query as JSON."""

import json
import re
import sys

import duckdb

database = duckdb.connect()
database.execute("CREATE TABLE log AS SELECT * FROM read_csv('log.csv')")
with open(sys.argv[1], encoding="utf-8") as page:
    blocks = re.findall(r"```sql\n(.*?)```", page.read(), re.DOTALL)
results = []
for block in blocks:
    result = database.execute(block)
    columns = [column[0] for column in result.description]
    results.append([dict(zip(columns, row)) for row in result.fetchall()])
json.dump(results, sys.stdout)
