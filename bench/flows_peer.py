"""The peer's side of `bench.flows`: SpiffWorkflow as shipped, its state as JSON in PostgreSQL.

Runs in the peers' own environment, without Sunhall. Each act reads the state, does one step and
writes it back, in a transaction of its own. A line of JSON on standard input names the flow; the
answer is the seconds it took.
"""

import json
import sys
from time import perf_counter

import psycopg
from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

SERIALIZER = BpmnWorkflowSerializer()
CONNECTION = psycopg.connect(sys.argv[1])


def spec_of(path, key):
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(path))
    return parser.get_spec(key)


def save(workflow, key):
    text = SERIALIZER.serialize_json(workflow)
    CONNECTION.execute("UPDATE peer SET state = %s::jsonb WHERE id = %s", [text, key])
    CONNECTION.commit()


def load(key):
    (text,) = CONNECTION.execute(
        "SELECT state::text FROM peer WHERE id = %s FOR UPDATE", [key]
    ).fetchone()
    return SERIALIZER.deserialize_json(text)


def run_one(spec, steps):
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    (key,) = CONNECTION.execute("INSERT INTO peer (state) VALUES ('{}') RETURNING id").fetchone()
    save(workflow, key)
    for name, facts in steps:
        workflow = load(key)
        ready = workflow.get_tasks(state=TaskState.READY, manual=True)
        task = next(one for one in ready if one.task_spec.bpmn_id == name)
        task.data.update(facts)
        task.run()
        workflow.do_engine_steps()
        save(workflow, key)
    return workflow.is_completed()


CONNECTION.execute("CREATE TABLE IF NOT EXISTS peer (id serial PRIMARY KEY, state jsonb)")
CONNECTION.commit()
for line in sys.stdin:
    asked = json.loads(line)
    spec = spec_of(asked["path"], asked["key"])
    started = perf_counter()
    ended = [run_one(spec, asked["steps"]) for _number in range(asked["count"])]
    seconds = perf_counter() - started
    print(json.dumps({"seconds": seconds, "ended": all(ended)}), flush=True)
