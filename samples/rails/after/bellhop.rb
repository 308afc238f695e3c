require "json"
require "net/http"

# Calls Bellhop. A job that fails may be tried again: a publish goes once for each key.
module Bellhop
  class Refused < StandardError; end

  def self.publish(key:, **notification)
    call("/v1/notifications", notification, "Idempotency-Key" => key)
  end

  def self.cancel(key)
    call("/v1/notifications/cancel", { cancellation_key: key })
  end

  def self.call(path, body, headers = {})
    url = URI.join(ENV.fetch("BELLHOP_URL"), path)
    headers = { "Authorization" => "Bearer #{ENV.fetch("BELLHOP_KEY")}", "Content-Type" => "application/json", **headers }
    response = Net::HTTP.post(url, JSON.generate(body), headers)
    raise Refused, "#{response.code} #{response.body}" unless response.is_a?(Net::HTTPSuccess)

    JSON.parse(response.body)
  end
end
