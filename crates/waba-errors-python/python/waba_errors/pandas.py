"""The errors in a column of pandas, by Arrow.

>>> import pandas as pd
>>> from waba_errors.pandas import read
>>> log = pd.DataFrame({"id": [7, 8], "body": ['{"error":{"code":131047,"fbtrace_id":"A1"}}', "all is well"]})
>>> errors = read(log["body"], lang="de")
>>> log.join(errors, how="inner")[["id", "key", "fbtrace_id"]].values.tolist()
[[7, '131047', 'A1']]
"""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from waba_errors import arrow


def _frame(series: pd.Series, errors: pa.Array | pa.ChunkedArray) -> pd.DataFrame:
    if isinstance(errors, pa.ChunkedArray):
        errors = errors.combine_chunks()
    frame = pa.Table.from_struct_array(errors.flatten()).to_pandas(types_mapper=pd.ArrowDtype)
    frame.index = series.index.take(pc.list_parent_indices(errors).to_numpy())
    return frame


def _texts(series: pd.Series) -> pa.Array | pa.ChunkedArray:
    if not isinstance(series, pd.Series):
        raise TypeError(f"a Series is needed, not {type(series).__name__}")
    try:
        return pa.array(series, from_pandas=True)
    except UnicodeEncodeError:
        # A lone surrogate has no place in UTF-8, but its bytes can be read.
        texts = (text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text for text in series)
        return pa.array(texts, from_pandas=True)


def read(series: pd.Series, /, *, lang: str = "en", least: str = "likely") -> pd.DataFrame:
    """The errors in a column of log lines: a row for each, with the index of its line, so that `join` puts them together."""
    return _frame(series, arrow.read(_texts(series), lang=lang, least=least))


def read_body(series: pd.Series, /, *, lang: str = "en") -> pd.DataFrame:
    """The errors in a column of answers or webhooks, by structure alone."""
    return _frame(series, arrow.read_body(_texts(series), lang=lang))
