-- Each request comes from another network, so that no limit of one guest is met.
function request()
  local one, two, three = math.random(1, 250), math.random(0, 255), math.random(0, 255)
  wrk.headers["X-Forwarded-For"] = one .. "." .. two .. "." .. three .. ".7"
  return wrk.format()
end

function init(arguments)
  math.randomseed(tonumber(tostring({}):match("0x(%x+)"), 16) % 2147483647)
end
