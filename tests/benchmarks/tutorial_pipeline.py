"""The script that a tutorial would have you write, as a yardstick.

    python tests/benchmarks/tutorial_pipeline.py MODEL ARTICLES STORE QUESTION

LangChain's recursive splitter over the text files of ARTICLES, HuggingFaceEmbeddings of MODEL, a Chroma
collection kept in STORE, and the three chunks nearest to QUESTION. The first call indexes, later ones only ask.
"""

from __future__ import annotations

import sys
from pathlib import Path

from langchain_chroma import Chroma
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

model, articles, folder, question = sys.argv[1:]
store = Chroma("tutorial", HuggingFaceEmbeddings(model_name=model), persist_directory=folder)
if not store.get(limit=1)["ids"]:
    splitter = RecursiveCharacterTextSplitter(chunk_size=600, chunk_overlap=80)
    for path in sorted(Path(articles).glob("*.txt")):
        store.add_texts(splitter.split_text(path.read_text(encoding="utf-8")))
for document in store.similarity_search(question, k=3):
    print("-", document.page_content)
