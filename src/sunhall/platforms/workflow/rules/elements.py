"""The elements of BPMN 2.0: what the city runs, what only explains, and what it does not run."""

from collections.abc import Mapping

from sunhall.platforms.workflow.rules.graph import Kind, Trigger

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI_BASE = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "https://sunhall.example/workflow/1"

NODES: Mapping[str, Kind] = {
    "startEvent": Kind.START,
    "endEvent": Kind.END,
    "intermediateCatchEvent": Kind.CATCH,
    "intermediateThrowEvent": Kind.THROW,
    "boundaryEvent": Kind.BOUNDARY,
    "task": Kind.AUTOMATIC,
    "userTask": Kind.USER,
    "serviceTask": Kind.SERVICE,
    "businessRuleTask": Kind.RULE,
    "subProcess": Kind.SUBPROCESS,
    "callActivity": Kind.CALL,
    "exclusiveGateway": Kind.EXCLUSIVE,
    "parallelGateway": Kind.PARALLEL,
    "inclusiveGateway": Kind.INCLUSIVE,
    "eventBasedGateway": Kind.CHOICE,
}
TRIGGERS: Mapping[str, Trigger] = {
    "timerEventDefinition": Trigger.TIMER,
    "errorEventDefinition": Trigger.ERROR,
    "messageEventDefinition": Trigger.MESSAGE,
    "signalEventDefinition": Trigger.SIGNAL,
}
ALLOWED: Mapping[Kind, frozenset[Trigger]] = {
    Kind.START: frozenset({Trigger.NONE}),
    Kind.END: frozenset({Trigger.NONE, Trigger.ERROR}),
    Kind.CATCH: frozenset({Trigger.TIMER, Trigger.MESSAGE, Trigger.SIGNAL}),
    Kind.THROW: frozenset({Trigger.NONE, Trigger.MESSAGE, Trigger.SIGNAL}),
    Kind.BOUNDARY: frozenset({Trigger.TIMER, Trigger.ERROR, Trigger.MESSAGE}),
}
DECORATION = frozenset(
    {
        *("documentation", "extensionElements", "laneSet", "textAnnotation", "association"),
        *("group", "dataObject", "dataObjectReference", "dataStoreReference", "property"),
        *("ioSpecification", "dataInputAssociation", "dataOutputAssociation", "category"),
        *("incoming", "outgoing", "sequenceFlow", "multiInstanceLoopCharacteristics"),
    }
)
"""What explains a drawing, or is read at another place."""

UNSUPPORTED: Mapping[str, str] = {
    "complexGateway": "复杂网关",
    "adHocSubProcess": "即席子流程",
    "transaction": "事务子流程",
    "scriptTask": "脚本任务",
    "sendTask": "发送任务",
    "receiveTask": "接收任务",
    "manualTask": "手工任务",
    "callChoreography": "调用编排",
    "subChoreography": "子编排",
    "choreographyTask": "编排任务",
    "standardLoopCharacteristics": "标准循环",
    "compensateEventDefinition": "补偿事件",
    "conditionalEventDefinition": "条件事件",
    "escalationEventDefinition": "升级事件",
    "cancelEventDefinition": "取消事件",
    "linkEventDefinition": "链接事件",
    "terminateEventDefinition": "终止事件",
    "timerEventDefinition": "定时事件",
    "errorEventDefinition": "错误事件",
    "messageEventDefinition": "消息事件",
    "signalEventDefinition": "信号事件",
    "completionCondition": "多实例完成条件",
    "loopCardinality": "多实例次数",
    "resourceRole": "资源角色",
    "potentialOwner": "可能的办理人",
    "performer": "执行人",
    "humanPerformer": "办理人",
    "auditing": "审计定义",
    "monitoring": "监控定义",
    "correlationSubscription": "关联订阅",
    "artifact": "附件元素",
}
"""What the city does not run, or not there, by its name for people."""
