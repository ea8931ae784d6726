# frozen_string_literal: true

require 'net/http'
require 'openssl'
require 'securerandom'

module SagadeskWebhook
  # One thread per process, started at the first event: web servers fork after loading the application. Address, secret
  # and patience are those that hold at the attempt, not at the event: once an administrator corrects the address, or
  # switches the hook off, nothing stands in the queue for a receiver that will never answer.
  class Sender
    LIMIT = 10_000 # events waiting for a receiver that is away
    LAST_WORDS = 2 # seconds that a stopping process gives to what still waits

    def initialize
      @waiting = Queue.new
      @lock = Mutex.new
      @open = 0
    end

    def push(event, body)
      @lock.synchronize do
        return Rails.logger.error("Sagadesk webhook: #{event} dropped, #{LIMIT} events wait") if @open >= LIMIT

        start unless @thread&.alive?
        @open += 1
        @waiting << [event, SecureRandom.uuid, body]
      end
    end

    private

    def start
      at_exit { finish } unless @process == Process.pid
      @process = Process.pid
      @thread = Thread.new do
        loop do
          deliver(*@waiting.pop)
        ensure
          @lock.synchronize { @open -= 1 }
        end
      end
    end

    def finish
      till = now + LAST_WORDS
      sleep 0.02 while @open.positive? && now < till
    end

    def deliver(event, id, body)
      attempt = 0
      while (settings = current_settings).on? && (fault = fault_of { post(settings, event, id, body) })
        Rails.logger.warn("Sagadesk webhook: #{event} #{id}, attempt #{attempt += 1}: #{fault[:text]}")
        return if fault[:final] || attempt > settings.retries

        sleep [0.5 * 2**(attempt - 1), 30].min
      end
    end

    # Outside a request: the executor gives the database connection back that the settings may have taken.
    def current_settings = Rails.application.executor.wrap { Settings.current }

    # nil, or why the receiver did not take it; an answer of 4xx will not change by asking again.
    def fault_of
      code = yield.code.to_i
      { text: "answered #{code}", final: code < 500 && code != 429 } unless (200..299).cover?(code)
    rescue StandardError => e
      { text: "#{e.class}: #{e.message}", final: e.is_a?(URI::InvalidURIError) }
    end

    def post(settings, event, id, body)
      uri = URI.parse(settings.url)
      raise URI::InvalidURIError, 'the address must begin with http:// or https://' unless uri.is_a?(URI::HTTP)

      request = Net::HTTP::Post.new(uri, headers(settings, event, id, body))
      request.body = body
      http = Net::HTTP.new(uri.hostname, uri.port, nil) # nil: no proxy from the environment
      http.use_ssl = uri.scheme == 'https'
      http.max_retries = 0
      http.open_timeout = http.read_timeout = http.write_timeout = settings.timeout
      http.start { |connection| connection.request(request) }
    end

    # The signature covers the body alone, as that of Redmine 7 does; the instant in the body is signed with it, the
    # header of our own is not.
    def headers(settings, event, id, body)
      signature = OpenSSL::HMAC.hexdigest('SHA256', settings.secret, body) unless settings.secret.empty?
      {
        'Content-Type' => 'application/json', 'User-Agent' => 'Redmine', 'X-Redmine-Event' => event,
        'X-Redmine-Delivery' => id, 'X-Sagadesk-Timestamp' => Time.now.to_i.to_s,
        'X-Redmine-Signature-256' => signature && "sha256=#{signature}"
      }.compact
    end

    def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
