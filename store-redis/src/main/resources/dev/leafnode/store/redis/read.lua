-- Reads executions that meet some conditions, each as a whole, and what shows where in their trees.
--
-- KEYS    for each tree: the tree, what is open, then its executions
-- ARGV[1] "=" and the application, or nothing for any
-- ARGV[2] "=" and the name, or nothing for any
-- ARGV[3] the statuses as a list, or nothing for any
-- ARGV[4] 1 to read what shows where
-- ARGV    then for each tree: the number of its executions that are asked for, and their ids
-- Returns for each tree: a list with, for each execution, nothing or the time of its creation and the fields it is stored
-- in; and the rows of climbing.lua, or nothing.

local function meets(facts)
  return (ARGV[1] == '' or ARGV[1] == '=' .. (facts.a or ''))
    and (ARGV[2] == '' or (facts.n ~= nil and ARGV[2] == '=' .. facts.n))
    and (ARGV[3] == '' or has(ARGV[3], facts.s))
end

local answer = {}
local key, arg = 1, 5
while arg <= #ARGV do
  local tree, open, count = KEYS[key], KEYS[key + 1], tonumber(ARGV[arg])
  local found = {}
  for i = 1, count do
    local facts = execution_facts(tree, ARGV[arg + i])
    local fields = facts and meets(facts) and redis.call('HGETALL', KEYS[key + 1 + i])
    found[i] = fields and #fields > 0 and {facts.t, fields} or false
  end
  answer[#answer + 1] = found
  answer[#answer + 1] = ARGV[4] == '1' and climb(tree, open, nil, {}, {}) or false
  if ARGV[4] == '1' then
    below()
  end
  key = key + 2 + count
  arg = arg + 1 + count
end
return answer
