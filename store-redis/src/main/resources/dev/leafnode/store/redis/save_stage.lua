-- Stores one stage of a stored execution.
--
-- KEYS[1]    the tree
-- KEYS[2]    the execution
-- KEYS[3..5] what is open in each state
-- ARGV[1]    the id of the execution
-- ARGV[2]    the id of the stage
-- ARGV[3]    its JSON
-- ARGV[4]    what navigation asks of it
-- Returns nothing if the execution is not stored here; otherwise pairs of the stage and the executions that it names anew
-- and that are not in this tree, and the application of the execution.

local tree, key, opens = KEYS[1], KEYS[2], {KEYS[3], KEYS[4], KEYS[5]}
local id, stage_id, facts = ARGV[1], ARGV[2], ARGV[4]
local execution = execution_facts(tree, id)
if not execution or redis.call('EXISTS', key) == 0 then
  return false
end
local order = redis.call('HGET', key, 'order')
if not has(order, stage_id) then
  redis.call('HSET', key, 'order', with(order ~= '' and order or nil, stage_id))
end
redis.call('HSET', key, 'stage:' .. stage_id, ARGV[3])
local elsewhere = {}
put_stage_facts(tree, opens, id, stage_id, facts, elsewhere)
if facts ~= '' then
  local asked = redis.call('HGET', tree, 'i:' .. id) or nil
  if not has(asked, stage_id) then
    redis.call('HSET', tree, 'i:' .. id, with(asked, stage_id))
  end
end
return {elsewhere, execution.a}
