-- mixed.lua - pages in turn: wrk ... -s mixed.lua URL -- PATH...
function init(args)
   ready = {}
   for _, path in ipairs(args) do table.insert(ready, wrk.format("GET", path)) end
   at = 0
end

function request()
   at = at % #ready + 1
   return ready[at]
end
