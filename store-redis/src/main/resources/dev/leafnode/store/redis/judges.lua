-- Finds out whether a stage runs as a judgment, which may open at any time.
--
-- KEYS[1] the tree
-- Returns 1 or 0.

local fields = redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local id = string.match(fields[i], '^s:([^\t]*)\t')
  if id and parse(fields[i + 1]).j then
    local execution = execution_facts(KEYS[1], id)
    if execution and not execution.c then
      return 1
    end
  end
end
return 0
