-- Stores an execution with all its stages.
--
-- KEYS[1]     the tree
-- KEYS[2]     the execution
-- KEYS[3..5]  what is open in each state
-- ARGV[1]     the id
-- ARGV[2]     1 if the execution may be created, and it is in this tree that it belongs
-- ARGV[3]     what navigation asks of it, without the time of its creation
-- ARGV[4]     the time of its creation; ARGV[5]: 1 if it is to replace the one that is stored
-- ARGV[6]     the stage its trigger names, or nothing
-- ARGV[7]     the stages that watch it, known before it was created
-- ARGV[8]     tab-separated pairs of executions and tags: those of ARGV[6] and ARGV[7] that belong to other trees
-- ARGV[9]     an execution that this tree waits for, or nothing
-- ARGV[10]    the milliseconds it is kept after it is complete, or nothing
-- ARGV[11]    its JSON without stages
-- ARGV[12...] for each stage: the id, the JSON, what navigation asks of it
-- Returns nothing if the execution is not stored and may not be created; otherwise the facts of it that are stored now,
-- those from before if they differ in what searches look for, 1 if it was created, 1 if its trigger closes a cycle, and
-- pairs of the stages and the executions they name anew that are not in this tree.

local tree, key, opens = KEYS[1], KEYS[2], {KEYS[3], KEYS[4], KEYS[5]}
local id, ttl = ARGV[1], ARGV[10]
local before = execution_facts(tree, id)
local created = not before or redis.call('EXISTS', key) == 0
if created and ARGV[2] ~= '1' then
  return false
end

-- The facts of the execution.
local now = parse(ARGV[3])
now.t = ARGV[4]
if not created and ARGV[5] ~= '1' then
  now.t = before.t
end
redis.call('HSET', tree, 'x:' .. id, text(now))
if not before then
  redis.call('HINCRBY', tree, 'n', 1)
end
local relisted = before
  and (before.a ~= now.a or before.n ~= now.n or before.s ~= now.s or before.t ~= now.t or before.c ~= now.c)
if relisted then
  redis.call('HSET', tree, 'l:' .. id, with(redis.call('HGET', tree, 'l:' .. id) or nil, text(before)))
end

-- Who awaits it.
local cycle = false
if created then
  if ARGV[6] ~= '' then
    if at_or_above(tree, id, (halves(ARGV[6]))) then
      cycle = true
    else
      redis.call('HSET', tree, 'p:' .. id, ARGV[6])
    end
  end
  local other = nil
  for part in string.gmatch(ARGV[8], '[^\t]+') do
    if other then
      redis.call('HSET', tree, 't:' .. other, part)
      other = nil
    else
      other = part
    end
  end
  for stage in entries(ARGV[7]) do
    watch(tree, opens, stage, id)
  end
  if ARGV[9] ~= '' then
    redis.call('HSET', tree, 'o', with(redis.call('HGET', tree, 'o') or nil, ARGV[9]))
  end
end

-- Its stages, and those it no longer has.
local gone = {}
for stage_id in entries(redis.call('HGET', key, 'order') or '') do
  gone[stage_id] = true
end
local order, asked, elsewhere = {}, nil, {}
for i = 12, #ARGV, 3 do
  local stage_id, json, facts = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  gone[stage_id] = nil
  order[#order + 1] = stage_id
  if redis.call('HGET', key, 'stage:' .. stage_id) ~= json then
    redis.call('HSET', key, 'stage:' .. stage_id, json)
  end
  put_stage_facts(tree, opens, id, stage_id, facts, elsewhere)
  if facts ~= '' then
    asked = with(asked, stage_id)
  end
end
for stage_id in pairs(gone) do
  redis.call('HDEL', key, 'stage:' .. stage_id)
  redis.call('HDEL', tree, 's:' .. id .. '\t' .. stage_id)
end
put(tree, 'i:' .. id, asked)
local listed = #order > 0 and SEP .. table.concat(order, SEP) .. SEP or ''
local fields = {body = ARGV[11], order = listed}
for name, value in pairs(fields) do
  if redis.call('HGET', key, name) ~= value then
    redis.call('HSET', key, name, value)
  end
end

if ttl ~= '' and now.c then
  redis.call('PEXPIRE', key, ttl)
else
  redis.call('PERSIST', key)
end
return {text(now), relisted and text(before) or '', created and 1 or 0, cycle and 1 or 0, elsewhere}
