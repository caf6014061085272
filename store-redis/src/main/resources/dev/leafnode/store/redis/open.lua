-- Opens a judgment, or does nothing if another attempt counts as later.
--
-- KEYS[1] the tree
-- KEYS[2] what is open in this state
-- KEYS[3] what was closed in this state
-- KEYS[4] the execution
-- ARGV[1] the state
-- ARGV[2] the id of the execution
-- ARGV[3] the id of the stage
-- ARGV[4] the judgment, with k=1 if its lineage is the stored one
-- Returns nothing if the execution is not stored here and its lineage is said to be; otherwise 1 if this opened it, 2 if it
-- was open, or 0.

local tree, open, closed = KEYS[1], KEYS[2], KEYS[3]
local state, id, stage_id = ARGV[1], ARGV[2], ARGV[3]
local stage = id .. '\t' .. stage_id
local judgment = parse(ARGV[4])
local execution = execution_facts(tree, id)
if not execution and judgment.k then
  return false
end

local known, waiting = latest(open, closed, stage)
if known == judgment.a then
  if not waiting then
    return 0
  end
  -- The links that are missing: those through stages that await what is below them now.
  for mark in entries(waiting.u) do
    local above, child = string.match(mark, '^([^\t]*\t[^\t]*)\t(.*)$')
    local elsewhere = redis.call('HEXISTS', tree, 'x:' .. halves(above)) == 0
    if elsewhere or awaits(tree, above, child, false) then
      waiting.u = without(waiting.u, mark)
    end
  end
  if judgment.l and #judgment.l > #(waiting.l or '') then
    waiting.l, waiting.t = judgment.l, judgment.t
  end
  redis.call('HSET', open, stage, text(waiting))
  return 2
end

local stored = since(tree, state, id, stage_id, function(complete)
  return awaited_in_tree(tree, complete)
end)
if known then
  local over = not stored and redis.call('HEXISTS', KEYS[4], 'stage:' .. stage_id) == 1
  if over or is_later(known, judgment.a, stored) then
    return 0
  end
end
if execution and execution.c and state ~= 'FAILED' then
  return 0
end
redis.call('HDEL', closed, stage)
redis.call('HSET', open, stage, text(judgment))
return 1
