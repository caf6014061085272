-- Closes an attempt and all before it.
--
-- KEYS[1] the tree
-- KEYS[2] what is open in this state
-- KEYS[3] what was closed in this state
-- ARGV[1] the state
-- ARGV[2] the id of the execution
-- ARGV[3] the id of the stage
-- ARGV[4] the attempt
-- ARGV[5] when it ended, in milliseconds since the epoch
-- ARGV[6] the milliseconds this is remembered
-- ARGV[7] 1 if the execution is said to be stored here
-- Returns nothing, and does nothing, if it is not; otherwise 1 and what was open until now, or 0.

local tree, open, closed = KEYS[1], KEYS[2], KEYS[3]
local stage, attempt = ARGV[2] .. '\t' .. ARGV[3], ARGV[4]
if ARGV[7] == '1' and redis.call('HEXISTS', tree, 'x:' .. ARGV[2]) == 0 then
  return false
end
local known, waiting = latest(open, closed, stage)
if known and known ~= attempt then
  local stored = since(tree, ARGV[1], ARGV[2], ARGV[3], function(complete)
    return awaited_in_tree(tree, complete)
  end)
  if is_later(known, attempt, stored) then
    return {0}
  end
end
if known == attempt and not waiting then
  return {0}
end
local was = redis.call('HGET', open, stage)
redis.call('HDEL', open, stage)
note_closed(closed, stage, attempt, ARGV[5], ARGV[6])
return was and {1, was} or {0}
