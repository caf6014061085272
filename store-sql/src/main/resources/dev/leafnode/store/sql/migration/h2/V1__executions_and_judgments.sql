-- Instants are milliseconds since the epoch. Each statement can be made again, since what was made before one that failed
-- stays.

create table if not exists leafnode_execution (
    id varchar(64) not null,
    application varchar(255) not null,
    -- What an exact search compares, and the name itself.
    name varchar(255),
    pipeline varchar,
    status varchar(64) not null,
    complete boolean not null,
    paused_at bigint,
    created_at bigint not null,
    digest varchar(64) not null,
    -- The execution's JSON without its stages.
    body character large object not null,
    primary key (id)
);

create index if not exists leafnode_execution_by_age on leafnode_execution (created_at desc, id desc);
create index if not exists leafnode_execution_by_progress on leafnode_execution (complete, created_at desc, id desc);
create index if not exists leafnode_execution_by_name on leafnode_execution (name, created_at desc, id desc);
create index if not exists leafnode_execution_by_application on leafnode_execution (application, created_at desc, id desc);
create index if not exists leafnode_execution_by_application_and_progress
    on leafnode_execution (application, complete, created_at desc, id desc);

create table if not exists leafnode_stage (
    execution_id varchar(64) not null references leafnode_execution (id) on delete cascade,
    id varchar(64) not null,
    position integer not null,
    name varchar,
    -- Whether the stage waits for executions, and the ids it names, with a line feed around each. Null: it names none yet.
    waits boolean not null,
    awaited varchar,
    -- Since when it says by itself that a human is awaited, and when it failed; null when it does not.
    judging_since bigint,
    failed_at bigint,
    -- Whether a pause of its execution holds it up, and the stage that it still has to end before.
    held boolean not null,
    started_at bigint,
    runs_before varchar(64),
    -- When it gives up waiting; and what it asks, where it is a judgment. Of several texts each ends with a line feed.
    deadline_at bigint,
    instructions varchar,
    inputs varchar,
    roles varchar,
    digest varchar(64) not null,
    body character large object not null,
    primary key (execution_id, id)
);

create index if not exists leafnode_stage_judging on leafnode_stage (judging_since);
create index if not exists leafnode_stage_failed on leafnode_stage (failed_at);
create index if not exists leafnode_stage_runs_before on leafnode_stage (execution_id, runs_before);

-- Who names whom as parent, known before either may be stored. The weight is 0 where the child's trigger says so, and
-- otherwise, where a stage watches an execution that others started, a hash of the whole row.
create table if not exists leafnode_parent (
    execution_id varchar(64) not null,
    parent_execution_id varchar(64) not null,
    parent_stage_id varchar(64) not null,
    weight bigint not null,
    primary key (execution_id, parent_execution_id, parent_stage_id)
);

create index if not exists leafnode_parent_by_parent on leafnode_parent (parent_execution_id, parent_stage_id);

-- Every way up from an execution, step by step; depth 1 is the parent. A way is named by the weights of its steps, all
-- xor-ed: 0 is the way along the triggers. "via" is the same over the steps so far.
create table if not exists leafnode_lineage (
    execution_id varchar(64) not null,
    route bigint not null,
    depth integer not null,
    via bigint not null,
    ancestor_execution_id varchar(64) not null,
    ancestor_stage_id varchar(64) not null,
    child_execution_id varchar(64) not null,
    primary key (execution_id, route, depth)
);

create index if not exists leafnode_lineage_by_ancestor
    on leafnode_lineage (ancestor_execution_id, ancestor_stage_id, child_execution_id);

-- The latest attempt of each stage that was in a state (a name of LeafState). One that was closed before it was opened has
-- no application. "stored" says that the execution is one of this store's.
create table if not exists leafnode_judgment (
    execution_id varchar(64) not null,
    stage_id varchar(64) not null,
    state varchar(16) not null,
    attempt bigint not null,
    stored boolean not null,
    application varchar(255),
    pipeline varchar,
    stage_name varchar,
    -- As they stand at a stage.
    deadline_at bigint,
    instructions varchar,
    inputs varchar,
    roles varchar default '' not null,
    closed_at bigint,
    primary key (execution_id, stage_id, state)
);

create index if not exists leafnode_judgment_open on leafnode_judgment (state, closed_at, attempt, execution_id, stage_id);
create index if not exists leafnode_judgment_open_by_application
    on leafnode_judgment (state, application, closed_at, attempt, execution_id, stage_id);

-- The ways from a judgment that are intact, step by step as in the lineage.
create table if not exists leafnode_judgment_link (
    execution_id varchar(64) not null,
    stage_id varchar(64) not null,
    state varchar(16) not null,
    attempt bigint not null,
    route bigint not null,
    depth integer not null,
    ancestor_execution_id varchar(64) not null,
    ancestor_stage_id varchar(64) not null,
    child_execution_id varchar(64) not null,
    -- What was told of an ancestor that is kept elsewhere.
    application varchar(255),
    pipeline varchar,
    stage_name varchar,
    deadline_at bigint,
    primary key (execution_id, stage_id, state, attempt, route, depth)
);

create index if not exists leafnode_judgment_link_by_ancestor
    on leafnode_judgment_link (ancestor_execution_id, ancestor_stage_id, state);

-- What has opened and closed, in the order in which everybody is told; and, in a log of its own, of what somebody was reminded.
create table if not exists leafnode_event (
    log varchar(16) not null,
    position bigint not null,
    body character large object not null,
    primary key (log, position)
);

-- Which of several processes may repair.
create table if not exists leafnode_lease (
    name varchar(64) not null,
    lock_until timestamp(6) not null,
    locked_at timestamp(6) not null,
    locked_by varchar(255) not null,
    primary key (name)
);

-- The lineage, and whether each stage in it awaits the execution below it now.
create or replace view leafnode_way as
select
    step.execution_id,
    step.route,
    step.depth,
    step.via,
    step.ancestor_execution_id,
    step.ancestor_stage_id,
    step.child_execution_id,
    coalesce(
        not ancestor.complete
            and stage.waits
            and (stage.awaited is null or locate(char(10) || step.child_execution_id || char(10), stage.awaited) > 0),
        false) as awaits
from leafnode_lineage step
left join leafnode_execution ancestor
    on ancestor.id = step.ancestor_execution_id
left join leafnode_stage stage
    on stage.execution_id = step.ancestor_execution_id and stage.id = step.ancestor_stage_id;

-- What the stored executions say: which stage is in which state, and since when, which names the attempt.
create or replace view leafnode_leaf as
select 'JUDGMENT' as state, stage.execution_id, stage.id as stage_id, stage.judging_since as attempt,
    execution.application, execution.pipeline, stage.name as stage_name,
    stage.deadline_at, stage.instructions, stage.inputs, coalesce(stage.roles, '') as roles
from leafnode_stage stage
join leafnode_execution execution
    on execution.id = stage.execution_id and not execution.complete
where stage.judging_since is not null
    and not exists (
        select 1
        from leafnode_stage before
        where before.execution_id = stage.execution_id and before.runs_before = stage.id)
union all
select 'PAUSED', stage.execution_id, stage.id, coalesce(execution.paused_at, stage.started_at),
    execution.application, execution.pipeline, stage.name,
    cast(null as bigint), cast(null as varchar), cast('' as varchar), ''
from leafnode_execution execution
join leafnode_stage stage
    on stage.execution_id = execution.id and stage.held
where execution.status = 'PAUSED'
    and coalesce(execution.paused_at, stage.started_at) >= 0
union all
select 'FAILED', stage.execution_id, stage.id, stage.failed_at,
    execution.application, execution.pipeline, stage.name,
    cast(null as bigint), cast(null as varchar), cast('' as varchar), ''
from leafnode_stage stage
join leafnode_execution execution
    on execution.id = stage.execution_id and not execution.complete
where stage.failed_at is not null
union all
select 'FAILED', failed.execution_id, failed.id, failed.failed_at,
    execution.application, execution.pipeline, failed.name,
    cast(null as bigint), cast(null as varchar), cast('' as varchar), ''
from leafnode_stage failed
join leafnode_execution execution
    on execution.id = failed.execution_id and execution.complete
where failed.failed_at is not null
    and exists (
        select 1
        from leafnode_lineage step
        join leafnode_execution ancestor
            on ancestor.id = step.ancestor_execution_id and not ancestor.complete
        join leafnode_stage stage
            on stage.execution_id = step.ancestor_execution_id
            and stage.id = step.ancestor_stage_id
            and stage.waits
        where step.execution_id = failed.execution_id
            and step.depth = 1
            and (stage.awaited is null or locate(char(10) || step.child_execution_id || char(10), stage.awaited) > 0));

-- The same for the ways from a judgment, and what is known of the stages they pass: what is stored of them, or else what was
-- told. A stage that is kept elsewhere is taken to wait until the way is cut.
create or replace view leafnode_link_step as
select
    link.execution_id,
    link.stage_id,
    link.state,
    link.attempt,
    link.route,
    link.depth,
    link.ancestor_execution_id,
    link.ancestor_stage_id,
    ancestor.id is null
        or coalesce(
            not ancestor.complete
                and stage.waits
                and (stage.awaited is null or locate(char(10) || link.child_execution_id || char(10), stage.awaited) > 0),
            false) as awaits,
    case when stage.id is null then link.application else ancestor.application end as ancestor_application,
    case when stage.id is null then link.pipeline else ancestor.pipeline end as ancestor_pipeline,
    case when stage.id is null then link.stage_name else stage.name end as ancestor_stage_name,
    case when stage.id is null then link.deadline_at else stage.deadline_at end as ancestor_deadline_at
from leafnode_judgment_link link
left join leafnode_execution ancestor
    on ancestor.id = link.ancestor_execution_id
left join leafnode_stage stage
    on stage.execution_id = link.ancestor_execution_id and stage.id = link.ancestor_stage_id;

-- What shows where, the only definition of it: the judgment is open, and every stage from the leaf up to there awaits the
-- execution below it.
create or replace view leafnode_visible_link as
select
    link.execution_id,
    link.stage_id,
    link.state,
    link.attempt,
    link.route,
    link.depth,
    link.ancestor_execution_id,
    link.ancestor_stage_id,
    link.ancestor_application,
    link.ancestor_pipeline,
    link.ancestor_stage_name,
    link.ancestor_deadline_at,
    judgment.application
from leafnode_link_step link
join leafnode_judgment judgment
    on judgment.execution_id = link.execution_id
    and judgment.stage_id = link.stage_id
    and judgment.state = link.state
    and judgment.attempt = link.attempt
where judgment.closed_at is null
    and not exists (
        select 1
        from leafnode_link_step step
        where step.execution_id = link.execution_id
            and step.stage_id = link.stage_id
            and step.state = link.state
            and step.attempt = link.attempt
            and step.route = link.route
            and step.depth <= link.depth
            and not step.awaits);
