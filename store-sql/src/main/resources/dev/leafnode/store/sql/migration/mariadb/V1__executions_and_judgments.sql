-- Instants are milliseconds since the epoch. Texts are compared byte by byte, trailing blanks included, whatever the
-- database's own collation. This is the migration of MySQL but for the name of that collation.
-- Each statement can be made again, since what was made before one that failed stays.

create table if not exists leafnode_execution (
    id varchar(64) not null,
    application varchar(255) not null,
    -- What an exact search compares, and the name itself.
    name varchar(255),
    pipeline longtext,
    status varchar(64) not null,
    complete boolean not null,
    paused_at bigint,
    created_at bigint not null,
    digest varchar(64) not null,
    -- The execution's JSON without its stages.
    body longtext not null,
    primary key (id),
    index leafnode_execution_by_age (created_at desc, id desc),
    index leafnode_execution_by_progress (complete, created_at desc, id desc),
    index leafnode_execution_by_name (name, created_at desc, id desc),
    index leafnode_execution_by_application (application, created_at desc, id desc),
    index leafnode_execution_by_application_and_progress (application, complete, created_at desc, id desc)
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists leafnode_stage (
    execution_id varchar(64) not null,
    id varchar(64) not null,
    position integer not null,
    name longtext,
    -- Whether the stage waits for executions, and the ids it names, with a line feed around each. Null: it names none yet.
    waits boolean not null,
    awaited longtext,
    -- Since when it says by itself that a human is awaited, and when it failed; null when it does not.
    judging_since bigint,
    failed_at bigint,
    -- Whether a pause of its execution holds it up, and the stage that it still has to end before.
    held boolean not null,
    started_at bigint,
    runs_before varchar(64),
    -- When it gives up waiting; and what it asks, where it is a judgment. Of several texts each ends with a line feed.
    deadline_at bigint,
    instructions longtext,
    inputs longtext,
    roles longtext,
    digest varchar(64) not null,
    body longtext not null,
    primary key (execution_id, id),
    index leafnode_stage_judging (judging_since),
    index leafnode_stage_failed (failed_at),
    index leafnode_stage_runs_before (execution_id, runs_before),
    constraint leafnode_stage_of_execution
        foreign key (execution_id) references leafnode_execution (id) on delete cascade
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Who names whom as parent, known before either may be stored. The weight is 0 where the child's trigger says so, and
-- otherwise, where a stage watches an execution that others started, a hash of the whole row.
create table if not exists leafnode_parent (
    execution_id varchar(64) not null,
    parent_execution_id varchar(64) not null,
    parent_stage_id varchar(64) not null,
    weight bigint not null,
    primary key (execution_id, parent_execution_id, parent_stage_id),
    index leafnode_parent_by_parent (parent_execution_id, parent_stage_id)
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

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
    primary key (execution_id, route, depth),
    index leafnode_lineage_by_ancestor (ancestor_execution_id, ancestor_stage_id, child_execution_id)
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The latest attempt of each stage that was in a state (a name of LeafState). One that was closed before it was opened has
-- no application. "stored" says that the execution is one of this store's.
create table if not exists leafnode_judgment (
    execution_id varchar(64) not null,
    stage_id varchar(64) not null,
    state varchar(16) not null,
    attempt bigint not null,
    `stored` boolean not null,
    application varchar(255),
    pipeline longtext,
    stage_name longtext,
    -- As they stand at a stage.
    deadline_at bigint,
    instructions longtext,
    inputs longtext,
    roles longtext not null,
    closed_at bigint,
    primary key (execution_id, stage_id, state),
    index leafnode_judgment_open (state, closed_at, attempt, execution_id, stage_id),
    index leafnode_judgment_open_by_application (state, application, closed_at, attempt, execution_id, stage_id)
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

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
    pipeline longtext,
    stage_name longtext,
    deadline_at bigint,
    primary key (execution_id, stage_id, state, attempt, route, depth),
    index leafnode_judgment_link_by_ancestor (ancestor_execution_id, ancestor_stage_id, state)
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

-- What has opened and closed, in the order in which everybody is told; and, in a log of its own, of what somebody was reminded.
create table if not exists leafnode_event (
    log varchar(16) not null,
    position bigint not null,
    body longtext not null,
    primary key (log, position)
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

-- Which of several processes may repair. Times are those of UTC: a timestamp would be shifted by the time zone of a session.
create table if not exists leafnode_lease (
    name varchar(64) not null,
    lock_until datetime(6) not null,
    locked_at datetime(6) not null,
    locked_by varchar(255) not null,
    primary key (name)
) engine = InnoDB row_format = dynamic default character set utf8mb4 collate utf8mb4_nopad_bin;

-- The lineage, and whether each stage in it awaits the execution below it now. Rows are looked up by their keys: a small table
-- would be read from end to end, and locked as well by a judgment that opens in a transaction of the application.
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
            and (stage.awaited is null
                or locate(
                    concat(char(10 using utf8mb4), step.child_execution_id, char(10 using utf8mb4)),
                    stage.awaited) > 0),
        false) as awaits
from leafnode_lineage step force index (primary)
left join leafnode_execution ancestor force index (primary)
    on ancestor.id = step.ancestor_execution_id
left join leafnode_stage stage force index (primary)
    on stage.execution_id = step.ancestor_execution_id and stage.id = step.ancestor_stage_id;

-- What the stored executions say: which stage is in which state, and since when, which names the attempt. Each state has a
-- view of its own, which a statement about one stage looks through; a union it might read from end to end.
create or replace view leafnode_leaf_judgment as
select stage.execution_id, stage.id as stage_id, stage.judging_since as attempt,
    execution.application, execution.pipeline, stage.name as stage_name,
    stage.deadline_at, stage.instructions, stage.inputs, coalesce(stage.roles, '') as roles
from leafnode_stage stage
join leafnode_execution execution
    on execution.id = stage.execution_id and not execution.complete
where stage.judging_since is not null
    and not exists (
        select 1
        from leafnode_stage earlier
        where earlier.execution_id = stage.execution_id and earlier.runs_before = stage.id);

create or replace view leafnode_leaf_paused as
select stage.execution_id, stage.id as stage_id,
    coalesce(execution.paused_at, stage.started_at) as attempt,
    execution.application, execution.pipeline, stage.name as stage_name,
    cast(null as signed) as deadline_at,
    convert(null using utf8mb4) collate utf8mb4_nopad_bin as instructions,
    convert('' using utf8mb4) collate utf8mb4_nopad_bin as inputs,
    convert('' using utf8mb4) collate utf8mb4_nopad_bin as roles
from leafnode_execution execution
join leafnode_stage stage
    on stage.execution_id = execution.id and stage.held
where execution.status = 'PAUSED'
    and coalesce(execution.paused_at, stage.started_at) >= 0;

create or replace view leafnode_leaf_failed as
select failed.execution_id, failed.id as stage_id, failed.failed_at as attempt,
    execution.application, execution.pipeline, failed.name as stage_name,
    cast(null as signed) as deadline_at,
    convert(null using utf8mb4) collate utf8mb4_nopad_bin as instructions,
    convert('' using utf8mb4) collate utf8mb4_nopad_bin as inputs,
    convert('' using utf8mb4) collate utf8mb4_nopad_bin as roles
from leafnode_stage failed
join leafnode_execution execution
    on execution.id = failed.execution_id
where failed.failed_at is not null
    and (not execution.complete
        or exists (
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
                and (stage.awaited is null
                    or locate(
                        concat(char(10 using utf8mb4), step.child_execution_id, char(10 using utf8mb4)),
                        stage.awaited) > 0)));

create or replace view leafnode_leaf as
select 'JUDGMENT' as state, execution_id, stage_id, attempt, application, pipeline, stage_name,
    deadline_at, instructions, inputs, roles
from leafnode_leaf_judgment
union all
select 'PAUSED', execution_id, stage_id, attempt, application, pipeline, stage_name,
    deadline_at, instructions, inputs, roles
from leafnode_leaf_paused
union all
select 'FAILED', execution_id, stage_id, attempt, application, pipeline, stage_name,
    deadline_at, instructions, inputs, roles
from leafnode_leaf_failed;

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
                and (stage.awaited is null
                    or locate(
                        concat(char(10 using utf8mb4), link.child_execution_id, char(10 using utf8mb4)),
                        stage.awaited) > 0),
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
-- execution below it. The judgment of a link is looked up by its key, and not among all that are open.
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
join leafnode_judgment judgment force index (primary)
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
