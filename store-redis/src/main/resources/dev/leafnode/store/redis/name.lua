-- Notes that stages name executions that their own tree does not keep.
--
-- KEYS[1] homes
-- KEYS[2] named
-- ARGV    for each: the stage as {execution, stage, tag}, the execution, 1 to note it even if that has a home
-- Returns the homes of those executions, or nothing where there is none.

local homes = {}
for i = 1, #ARGV, 3 do
  local home = redis.call('HGET', KEYS[1], ARGV[i + 1])
  if not home or ARGV[i + 2] == '1' then
    local list = redis.call('HGET', KEYS[2], ARGV[i + 1]) or '\30'
    if not string.find(list, '\30' .. ARGV[i] .. '\30', 1, true) then
      redis.call('HSET', KEYS[2], ARGV[i + 1], list .. ARGV[i] .. '\30')
    end
  end
  homes[#homes + 1] = home
end
return homes
