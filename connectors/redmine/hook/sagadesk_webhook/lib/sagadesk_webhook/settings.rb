# frozen_string_literal: true

module SagadeskWebhook
  # From the JSON file named by SAGADESK_WEBHOOK_CONFIG, read again at every event, or else from the plugin's settings page.
  class Settings
    DEFAULTS = {
      'url' => '', 'secret' => '', 'login' => '', 'projects' => '', 'key_field' => 'External Key',
      'timeout' => '5', 'retries' => '5'
    }.freeze

    def self.current
      path = ENV['SAGADESK_WEBHOOK_CONFIG'].to_s
      new(path.empty? ? Setting.plugin_sagadesk_webhook : from_file(path))
    end

    def self.from_file(path)
      JSON.parse(File.read(path))
    rescue SystemCallError, JSON::ParserError => e
      Rails.logger.error("Sagadesk webhook is off: #{path}: #{e.class}")
      {}
    end

    def initialize(values)
      @values = DEFAULTS.merge((values || {}).to_h.stringify_keys.reject { |_, value| value.blank? })
    end

    def on? = url.present?
    def url = @values['url'].to_s.strip
    def secret = @values['secret'].to_s
    def timeout = [@values['timeout'].to_f, 0.1].max
    def retries = @values['retries'].to_i

    # The account whose rights decide what an event may show; nil: events carry ids only.
    def viewer = User.active.find_by_login(@values['login'].to_s)

    # Restricted to projects: still tell of an issue that carries a number of the front, or has just left such a project.
    def concern?(issue)
      names.empty? || names.include?(issue.project&.identifier) || left_one?(issue) || key(issue).present?
    end

    private

    def names
      @names ||= Array(@values['projects']).flat_map { |given| given.to_s.split(/[\s,]+/) }.reject(&:empty?)
    end

    def left_one?(issue)
      before = issue.previous_changes['project_id']&.first
      before && names.include?(Project.find_by(id: before)&.identifier)
    end

    def key(issue)
      wanted = @values['key_field'].to_s.downcase
      issue.custom_field_values.find { |field| field.custom_field.name.downcase == wanted }&.value
    end
  end
end
