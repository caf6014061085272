-- Functions on what shows where, put after tree.lua and before the scripts that need them, which change nothing.

memory = {}

-- The open judgments of a tree, and the steps up from them within it.
--
-- "leaves" are the stages whose judgments are asked for; nil asks for all. "entering" are steps from other trees into this
-- one: {child, stage, named}. "starts" are executions to start at besides. Returns four lists: judgments, as {stage,
-- judgment, 1 if its execution is paused}; steps, as {child, stage, kind, 1 if it awaits the child, what is told of the
-- stage}, where the kind is 0 for a trigger, 1 for a watching stage and 2 for a lineage that a judgment was opened with, and
-- what is told is there if "tells" and if it is stored here; steps into other trees, as {child,
-- stage, 1 if a watching stage, tag}; the tags of the trees below.
local function climb(tree, open, leaves, entering, starts, tells)
  local judgments, inner, outer = {}, {}, {}
  local seen, next = {}, {}
  local function from(id)
    if not seen[id] then
      seen[id] = true
      next[#next + 1] = id
    end
  end
  local function told(stage)
    local execution, facts = execution_facts(tree, (halves(stage))), stage_facts(tree, stage)
    return tells and execution and facts and text({a = execution.a, n = execution.n, m = facts.m, v = facts.v}) or nil
  end
  local function step(child, stage, named)
    local waits = awaits(tree, stage, child, named)
    inner[#inner + 1] = {child, stage, named and 1 or 0, waits and 1 or 0, waits and told(stage) or nil}
    if waits then
      from((halves(stage)))
    end
  end

  local function take(stage, value)
    local id = halves(stage)
    local paused = string.find(redis.call('HGET', tree, 'x:' .. id) or '', '\nz=1', 1, true)
    judgments[#judgments + 1] = {stage, value, paused and 1 or 0}
    local lineage = string.match(value, '\nl=([^\n]*)')
    if lineage then
      local child = id
      for above in entries(lineage) do
        local ancestor = halves(above)
        local kept = redis.call('HEXISTS', tree, 'x:' .. ancestor) == 1
        inner[#inner + 1] = {child, above, 2, (not kept or awaits(tree, above, child, false)) and 1 or 0, told(above)}
        child = ancestor
      end
    else
      from(id)
    end
  end

  if leaves then
    for _, stage in ipairs(leaves) do
      local value = redis.call('HGET', open, stage)
      if value then
        take(stage, value)
      end
    end
  else
    local all = redis.call('HGETALL', open)
    for i = 1, #all, 2 do
      take(all[i], all[i + 1])
    end
  end
  for _, entry in ipairs(entering) do
    step(entry[1], entry[2], entry[3])
  end
  for _, id in ipairs(starts) do
    from(id)
  end
  while #next > 0 do
    local child = table.remove(next)
    for _, found in ipairs(steps(tree, child)) do
      if found.tag then
        outer[#outer + 1] = {child, found.stage, found.named and 1 or 0, found.tag}
      else
        step(child, found.stage, found.named)
      end
    end
  end

  local below = {}
  for tag in entries(redis.call('HGET', tree, 'd')) do
    below[#below + 1] = tag
  end
  return {judgments, inner, outer, below}
end
