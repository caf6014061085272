-- Reads what searches look for in executions.
--
-- KEYS for each tree: the tree, then its executions
-- ARGV for each tree: the number of its executions that are asked for, and their ids
-- Returns for each execution nothing if its tree does not know it, or its facts, those that searches may still look for, the
-- stage that its trigger names, and 1 if it is stored.

local answer = {}
local key, arg = 1, 1
while arg <= #ARGV do
  local tree, count = KEYS[key], tonumber(ARGV[arg])
  for i = 1, count do
    local id = ARGV[arg + i]
    local facts = redis.call('HGET', tree, 'x:' .. id)
    answer[#answer + 1] = facts
        and {
          facts,
          redis.call('HGET', tree, 'l:' .. id) or '',
          redis.call('HGET', tree, 'p:' .. id) or '',
          redis.call('EXISTS', KEYS[key + i]),
        }
      or false
  end
  key = key + 1 + count
  arg = arg + 1 + count
end
return answer
