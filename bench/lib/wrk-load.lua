-- Arguments after `--`: path, upper bound of the unique numbers (0: none), first counter.
-- Prints one JSON line at the end, the same as autocannon-load.ts.

local path, below, counter, constant

function init(args)
  path = args[1]
  below = tonumber(args[2])
  counter = tonumber(args[3])
  if below == 0 then constant = wrk.format("GET", path) end
end

function request()
  if constant then return constant end
  counter = counter + 1
  -- The fraction makes it unique; the whole part walks over the range.
  local unique = string.format("%d.%08d", (counter * 7919) % below, counter % 100000000)
  return wrk.format("GET", (path:gsub("{unique}", unique)))
end

function done(summary)
  local failed = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%f,"errors":%d}\n',
    summary.requests,
    summary.duration / 1e6,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout
  ))
end
