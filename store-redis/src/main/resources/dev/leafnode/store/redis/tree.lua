-- Functions on what a tree knows, put before the scripts that need them. "tree" is the key of its hash.
--
-- Values are lines "name=value". Ids hold no control character, so a tab joins the ids of a stage, and the character
-- 0x1E stands around each entry of a list.

local SEP = '\30'

local function parse(text)
  if not text then
    return nil
  end
  local values = {}
  for name, value in string.gmatch(text, '([^=\n]+)=([^\n]*)') do
    values[name] = value
  end
  return values
end

local function has(list, entry)
  return string.find(list or '', SEP .. entry .. SEP, 1, true) ~= nil
end

local function with(list, entry)
  if has(list, entry) then
    return list
  end
  return (list or SEP) .. entry .. SEP
end

-- Nil when nothing is left.
local function without(list, entry)
  local from, to = string.find(list or '', SEP .. entry .. SEP, 1, true)
  if not from then
    return list
  end
  local rest = string.sub(list, 1, from) .. string.sub(list, to + 1)
  return rest ~= SEP and rest or nil
end

local function nothing() end

local function entries(list)
  return list and string.gmatch(list, '[^' .. SEP .. ']+') or nothing
end

local function halves(entry)
  return string.match(entry, '^([^\t]*)\t(.*)$')
end

-- Compares numbers of any size that are written without leading zeros.
local function less(one, other)
  return #one < #other or (#one == #other and one < other)
end

local function put(key, field, value)
  if value then
    redis.call('HSET', key, field, value)
  else
    redis.call('HDEL', key, field)
  end
end

-- The value after "name", which is a line feed, a name and "=". Takes less than to parse all values.
local function value(text, name)
  local _, before = string.find(text, name, 1, true)
  return before and string.match(text, '^[^\n]*', before + 1)
end

local function execution_facts(tree, id)
  return parse(redis.call('HGET', tree, 'x:' .. id))
end

local function stage_facts(tree, stage)
  return parse(redis.call('HGET', tree, 's:' .. stage))
end

-- Whether a stage waits, and the list of the executions that it names, if it does; of what is stored of its execution and
-- of itself, false where nothing is.
local function waits(execution, facts)
  if not execution or not facts or value(execution, '\nc=') then
    return false
  end
  facts = '\n' .. facts
  return value(facts, '\nw=') ~= nil, value(facts, '\nn=')
end

-- Whether a stage that waits, and names those, awaits an execution, which must be named if "named".
local function is_awaited(child, names, named)
  if names then
    return has(names, child)
  end
  return not named
end

-- Whether a stage of an execution in this tree awaits an execution, which must be named if "named".
local function awaits(tree, stage, child, named)
  local waiting, names = waits(redis.call('HGET', tree, 'x:' .. halves(stage)), redis.call('HGET', tree, 's:' .. stage))
  return waiting and is_awaited(child, names, named)
end

-- The steps up from an execution: the stage, whether it must name the execution, and the tag of its tree if that is
-- another one. A stage that neither this tree nor another one is known to keep makes no step.
local function steps(tree, child)
  local found = {}
  local function add(stage, named)
    local id = halves(stage)
    if redis.call('HEXISTS', tree, 'x:' .. id) == 1 then
      found[#found + 1] = {stage = stage, named = named}
    else
      local tag = redis.call('HGET', tree, 't:' .. id)
      if tag then
        found[#found + 1] = {stage = stage, named = named, tag = tag}
      end
    end
  end
  local parent, watchers = unpack(redis.call('HMGET', tree, 'p:' .. child, 'w:' .. child))
  if parent then
    add(parent, false)
  end
  for watcher in entries(watchers) do
    if watcher ~= parent then
      add(watcher, true)
    end
  end
  return found
end

-- Whether "candidate" is an execution or above it, by any step within this tree.
local function at_or_above(tree, candidate, id)
  local seen, next = {}, {id}
  while #next > 0 do
    local current = table.remove(next)
    if current == candidate then
      return true
    end
    if not seen[current] then
      seen[current] = true
      local parent = redis.call('HGET', tree, 'p:' .. current)
      if parent then
        next[#next + 1] = halves(parent)
      end
      for watcher in entries(redis.call('HGET', tree, 'w:' .. current)) do
        next[#next + 1] = halves(watcher)
      end
    end
  end
  return false
end

-- Since when a stage is in a state as it is stored, or nil; for scripts that store no stage. "awaited" tells of executions that are complete.
local function since(tree, state, id, stage_id, awaited)
  local execution = execution_facts(tree, id)
  local facts = stage_facts(tree, id .. '\t' .. stage_id)
  if not execution or not facts then
    return nil
  end
  if state == 'JUDGMENT' then
    local listed = redis.call('HGET', tree, 'i:' .. id)
    return facts.j and not execution.c and not is_held_up(tree, id, stage_id, listed) and facts.j or nil
  elseif state == 'PAUSED' then
    local at = execution.z and facts.h and (execution.p or facts.b)
    return at and string.sub(at, 1, 1) ~= '-' and at or nil
  end
  return facts.f and (not execution.c or awaited(id)) and facts.f or nil
end

local function awaited_in_tree(tree, id)
  for _, step in ipairs(steps(tree, id)) do
    if not step.tag and awaits(tree, step.stage, id, step.named) then
      return true
    end
  end
  return false
end

local function text(values)
  local lines = {}
  for name, value in pairs(values) do
    lines[#lines + 1] = name .. '=' .. value
  end
  table.sort(lines)
  return table.concat(lines, '\n')
end
