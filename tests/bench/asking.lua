-- Sends each form of a file once: wrk ... -s asking.lua URL -- FILE COOKIE
local made = 0

function setup(thread)
  thread:set("place", made)
  made = made + 1
end

function init(arguments)
  forms = {}
  for line in io.lines(arguments[1]) do
    forms[#forms + 1] = line
  end
  wrk.headers["Cookie"] = arguments[2]
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Sec-Fetch-Site"] = "same-origin"
end

function request()
  place = place + 1
  local form = forms[place]
  place = place + tonumber(os.getenv("WRK_THREADS") or 2) - 1
  if form == nil then
    wrk.thread:stop()
    form = ""
  end
  return wrk.format("POST", nil, nil, form)
end
