-- Reads what shows where in some trees.
--
-- KEYS for each tree: the tree, what is open in this state
-- ARGV[1] 1 to read what is told of the stages above
-- ARGV then for each tree: the number of leaves' stages that are asked for, or -1 for all; those stages; the number of steps
--      from other trees; for each of those the child, the stage, 1 if a watching stage; the number of executions to start
--      at besides; those; the number of executions that are said to be stored there; those
-- Returns for each tree the lists of judgments, steps, steps into other trees and tags of trees below, as climbing.lua
-- says, and those executions that are not stored there.

local arg = 1
local function next_argument()
  arg = arg + 1
  return ARGV[arg]
end

local answer = {}
for i = 1, #KEYS, 2 do
  local count, leaves, entering = tonumber(next_argument()), nil, {}
  if count >= 0 then
    leaves = {}
    for j = 1, count do
      leaves[j] = next_argument()
    end
  end
  for j = 1, tonumber(next_argument()) do
    entering[j] = {next_argument(), next_argument(), next_argument() == '1'}
  end
  local starts = {}
  for j = 1, tonumber(next_argument()) do
    starts[j] = next_argument()
  end
  local read = climb(KEYS[i], KEYS[i + 1], leaves, entering, starts, ARGV[1] == '1')
  read[5] = {}
  for j = 1, tonumber(next_argument()) do
    local id = next_argument()
    if redis.call('HEXISTS', KEYS[i], 'x:' .. id) == 0 then
      table.insert(read[5], id)
    end
  end
  answer[#answer + 1] = read
end
return answer
