-- Functions on what shows where, put after tree.lua and before the scripts that need them, which change nothing.

-- The climb that is under way: its tree, what has been read of executions and of stages in it, whether those stages wait and
-- whom they name, what it returns, and the executions that are left to start at.
local tree, executions, facts, waiting, names, rows, left, tells

local function row(...)
  rows[#rows + 1] = {...}
end

-- What is stored of an execution, the stage that its trigger names and the list of those that name it.
local function execution_of(id)
  local known = executions[id]
  if not known then
    known = redis.call('HMGET', tree, 'x:' .. id, 'p:' .. id, 'w:' .. id)
    executions[id] = known
  end
  return known
end

-- What is stored of the execution of a stage, having read the stage as well.
local function execution_with(id, stage)
  local known = executions[id]
  if not known then
    known = redis.call('HMGET', tree, 'x:' .. id, 'p:' .. id, 'w:' .. id, 's:' .. stage)
    executions[id] = known
    facts[stage] = known[4]
  elseif facts[stage] == nil then
    facts[stage] = redis.call('HGET', tree, 's:' .. stage)
  end
  return known[1]
end

local function start_at(id)
  local known = execution_of(id)
  if not known.met then
    known.met = true
    left[#left + 1] = id
  end
end

-- Whether a stage awaits an execution. What is told of it is returned the first time.
local function is_waiting_for(stage, execution, child, named)
  local told = ''
  if waiting[stage] == nil then
    waiting[stage], names[stage] = waits(execution, facts[stage])
    if tells and waiting[stage] then
      told = names[stage] and string.gsub(facts[stage], '\nn=[^\n]*', '') or facts[stage]
    end
  end
  return waiting[stage] and is_awaited(child, names[stage], named), told
end

local function step(child, stage, named)
  local id = halves(stage)
  local execution = execution_with(id, stage)
  if execution then
    local awaited, told = is_waiting_for(stage, execution, child, named)
    row('step', child, stage, named and 1 or 0, awaited and 1 or 0, told ~= '' and execution or '', told)
    if awaited then
      start_at(id)
    end
  else
    local tag = redis.call('HGET', tree, 't:' .. id)
    if tag then
      row('leaving', child, stage, named and 1 or 0, tag)
    end
  end
end

-- A step from another tree, which may not know yet, or not any more, that the execution is not here.
local function enter(child, stage, named)
  local id = halves(stage)
  if execution_with(id, stage) then
    step(child, stage, named)
  else
    row('step', child, stage, named and 1 or 0, 0, '', '')
  end
end

-- The steps of a lineage that a judgment was opened with.
local function along(lineage, child)
  for stage in entries(lineage) do
    local id = halves(stage)
    local execution = execution_with(id, stage)
    local awaited, told = true, ''
    if execution then
      awaited, told = is_waiting_for(stage, execution, child, false)
    end
    row('given', child, stage, awaited and 1 or 0, told ~= '' and execution or '', told)
    child = id
  end
end

local function take(stage, judgment)
  local id = halves(stage)
  local execution = execution_of(id)[1]
  row('open', stage, judgment, execution and value(execution, '\nz=') and 1 or 0)
  local lineage = value(judgment, '\nl=')
  if lineage then
    along(lineage, id)
  else
    start_at(id)
  end
end

-- The open judgments of a tree, and the steps up from them within it.
--
-- "leaves" are the stages whose judgments are asked for; nil asks for all. "entering" are steps from other trees into this
-- one: {child, stage, named}. "starts" are executions to start at besides. Returns rows:
--
--   "open", stage, judgment, 1 if its execution is paused
--   "step", child, stage, 1 if a watching stage, 1 if it awaits the child, facts of its execution, its own facts
--   "given", child, stage, 1 if it awaits the child, facts of its execution, its own facts: of a lineage that a judgment was
--       opened with
--   "leaving", child, stage, 1 if a watching stage, tag: a step into another tree
--
-- Facts are returned if "asks", the first time that a stage which waits is met, and are empty otherwise.
local function climb(of, open, leaves, entering, starts, asks)
  tree, executions, facts, waiting, names, rows, left, tells = of, {}, {}, {}, {}, {}, {}, asks
  if leaves then
    for _, stage in ipairs(leaves) do
      local judgment = redis.call('HGET', open, stage)
      if judgment then
        take(stage, judgment)
      end
    end
  else
    local all = redis.call('HGETALL', open)
    for i = 1, #all, 2 do
      take(all[i], all[i + 1])
    end
  end
  for _, entry in ipairs(entering) do
    enter(entry[1], entry[2], entry[3])
  end
  for _, id in ipairs(starts) do
    start_at(id)
  end
  while #left > 0 do
    local child = table.remove(left)
    local _, parent, watchers = unpack(execution_of(child))
    if parent then
      step(child, parent, false)
    end
    for watcher in entries(watchers) do
      if watcher ~= parent then
        step(child, watcher, true)
      end
    end
  end
  return rows
end

-- Adds a row for each tree below the one that was climbed: "below", tag.
local function below()
  for tag in entries(redis.call('HGET', tree, 'd')) do
    row('below', tag)
  end
end
