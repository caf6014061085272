-- Functions that save, put after tree.lua and before the scripts that need them.

-- Lets judgments show again through a stage that names an execution anew.
local function uncut(opens, stage, child)
  local mark = stage .. '\t' .. child
  for _, open in ipairs(opens) do
    local all = redis.call('HGETALL', open)
    for i = 1, #all, 2 do
      local judgment = parse(all[i + 1])
      if has(judgment.u, mark) then
        judgment.u = without(judgment.u, mark)
        redis.call('HSET', open, all[i], text(judgment))
      end
    end
  end
end

-- Notes that a stage watches an execution of this tree, unless that would close a cycle.
local function watch(tree, opens, stage, child)
  local id = halves(stage)
  if redis.call('HGET', tree, 'p:' .. child) ~= stage then
    if at_or_above(tree, child, id) then
      return
    end
    redis.call('HSET', tree, 'w:' .. child, with(redis.call('HGET', tree, 'w:' .. child), stage))
  end
  uncut(opens, stage, child)
end

-- Stores what navigation asks of a stage. Adds what the stage names anew and this tree does not keep to "elsewhere".
local function put_stage_facts(tree, opens, id, stage_id, facts, elsewhere)
  local stage = id .. '\t' .. stage_id
  local before = stage_facts(tree, stage)
  put(tree, 's:' .. stage, facts ~= '' and facts or nil)
  local now = parse(facts)
  if not now.w then
    return
  end
  for child in entries(now.n) do
    if not (before and has(before.n, child)) then
      if redis.call('HEXISTS', tree, 'x:' .. child) == 1 then
        watch(tree, opens, stage, child)
      else
        elsewhere[#elsewhere + 1] = stage
        elsewhere[#elsewhere + 1] = child
      end
    end
  end
end
