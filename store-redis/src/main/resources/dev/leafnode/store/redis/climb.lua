-- Reads what shows where in some trees.
--
-- KEYS for each tree: the tree, what is open in this state
-- ARGV[1] 1 to read what is told of the stages above
-- ARGV then for each tree: the numbers of what follows, joined by commas, of which the first is -1 to ask for all leaves; the
--      leaves' stages that are asked for; steps from other trees, each as the child, the stage, 1 if a watching stage; the
--      executions to start at besides; those that are said to be stored there
-- Returns for each tree the rows of climbing.lua, those of the trees below only if all leaves or executions that are stored
-- are asked for, and "missing" with the id of each execution that is not stored there.

local arg = 1
local function next_argument()
  arg = arg + 1
  return ARGV[arg]
end

local answer = {}
for i = 1, #KEYS, 2 do
  local leaves, steps_in, begun, stored = string.match(next_argument(), '^(.*),(.*),(.*),(.*)$')
  local asked, entering, starts = leaves ~= '-1' and {} or nil, {}, {}
  for j = 1, tonumber(leaves) do
    asked[j] = next_argument()
  end
  for j = 1, tonumber(steps_in) do
    entering[j] = {next_argument(), next_argument(), next_argument() == '1'}
  end
  for j = 1, tonumber(begun) do
    starts[j] = next_argument()
  end
  local rows = climb(KEYS[i], KEYS[i + 1], asked, entering, starts, ARGV[1] == '1')
  if not asked or stored ~= '0' then
    below()
  end
  for j = 1, tonumber(stored) do
    local id = next_argument()
    if redis.call('HEXISTS', KEYS[i], 'x:' .. id) == 0 then
      row('missing', id)
    end
  end
  answer[#answer + 1] = rows
end
return answer
