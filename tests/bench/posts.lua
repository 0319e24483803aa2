-- posts.lua - sends each prepared POST once: a line of the file is path, cookie and body, with tabs between.
-- wrk -t1 -cN -dS -s posts.lua URL -- FILE HOST ; prints "posts COUNT SECONDS WORST_MS REFUSED".
local ffi = require("ffi")
ffi.cdef [[ typedef struct { long s; long ns; } moment; int clock_gettime(int which, moment *at); ]]
local function now()
   local at = ffi.new("moment")
   ffi.C.clock_gettime(1, at)
   return tonumber(at.s) + tonumber(at.ns) / 1e9
end

local threads = {}
function setup(thread)
   table.insert(threads, thread)
end

function init(args)
   prepared = {}
   for line in io.lines(args[1]) do
      local path, cookie, body = line:match("^([^\t]*)\t([^\t]*)\t(.*)$")
      local headers = { ["Host"] = args[2], ["Origin"] = "http://" .. args[2], ["Sec-Fetch-Site"] = "same-origin", ["Cookie"] = cookie,
         ["Content-Type"] = "application/x-www-form-urlencoded" }
      table.insert(prepared, wrk.format("POST", path, headers, body))
   end
   sent, answered, refused, began, ended = 0, 0, 0, 0, 0
   rest = wrk.format("GET", "/healthz", { ["Host"] = args[2] })
end

-- wrk asks once before it begins, to count the requests in what it is given; that one is never sent.
function request()
   if not isAsked then
      isAsked = true
      return rest
   end
   if sent == 0 then began = now() end
   sent = sent + 1
   return prepared[sent] or rest
end

-- Connections with nothing left to send ask /healthz until the last submission is answered: 200 is theirs.
function response(status)
   if status ~= 200 and answered < #prepared then
      answered = answered + 1
      if status ~= 303 then refused = refused + 1 end
      if answered == #prepared then
         ended = now()
         wrk.thread:stop()
      end
   end
end

function done(summary, latency)
   local t = threads[1]
   local took = (t:get("ended") > 0 and t:get("ended") or now()) - t:get("began")
   io.write(string.format("posts %d %.4f %.1f %d\n", t:get("answered"), took, latency.max / 1000, t:get("refused")))
end
