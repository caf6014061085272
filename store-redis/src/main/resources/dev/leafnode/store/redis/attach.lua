-- Connects two trees: notes what a tree above or below holds, and lets judgments show through a stage that names an
-- execution anew.
--
-- KEYS[1]    the tree
-- KEYS[2..4] what is open in each state
-- ARGV[1]    an execution of this tree that is awaited, or nothing
-- ARGV[2]    the stage that names it, or nothing if the execution's trigger names its execution
-- ARGV[3]    the tag of the tree below this one, or nothing
-- ARGV[4...] pairs of executions and the tags of their trees, other ones than this
-- Returns 1; or 0, and does nothing, if ARGV[1] is not stored here.

local tree, opens = KEYS[1], {KEYS[2], KEYS[3], KEYS[4]}
local child, stage, below = ARGV[1], ARGV[2], ARGV[3]
if redis.call('EXISTS', tree) == 0 or (child ~= '' and redis.call('HEXISTS', tree, 'x:' .. child) == 0) then
  return 0
end
for i = 4, #ARGV, 2 do
  redis.call('HSET', tree, 't:' .. ARGV[i], ARGV[i + 1])
end
if below ~= '' then
  redis.call('HSET', tree, 'd', with(redis.call('HGET', tree, 'd') or nil, below))
end
if child ~= '' and stage ~= '' then
  watch(tree, opens, stage, child)
end
return 1
