# frozen_string_literal: true

# Events are captured after COMMIT, so the receiver can read the issue back at once, and sent by one background thread per
# process, in order. They are hints: kept in memory only and given up after some tries; the receiver polls as well.
module SagadeskWebhook
  # Tells the front that something happened to an issue. silent names a change that moves neither the issue nor its
  # updated_on: journal, relation or attachment. Never raises: an event must not break the user's save.
  def self.tell(event, issue, silent: nil, journal: nil)
    settings = Settings.current
    return unless settings.on? && settings.concern?(issue)

    body = Payload.new(event, issue, settings.viewer, silent: silent, journal: journal).body
    SENDER.push(event, body) if body
  rescue StandardError => e
    Rails.logger.error("Sagadesk webhook: #{event} ##{issue&.id}: #{e.class}: #{e.message}")
  end

  SENDER = Sender.new
end
