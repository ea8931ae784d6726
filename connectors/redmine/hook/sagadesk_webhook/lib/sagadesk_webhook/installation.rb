# frozen_string_literal: true

module SagadeskWebhook
  # What "rake sagadesk:install" does; can be run again. Yields lines that say what was done or is still missing.
  class Installation
    def initialize(env)
      @env = env
    end

    def install(&say)
      check
      field_lines.each(&say)
      save
      say.call("settings saved: events of #{projects.map(&:identifier).join(', ')} go to #{@env['URL']}")
      warnings.each(&say)
    end

    def remove
      Setting.where(name: 'plugin_sagadesk_webhook').destroy_all
      Setting.clear_cache
      yield 'the settings are removed, no event is sent any more; the field and its values are kept'
    end

    private

    def check
      raise ArgumentError, 'URL must be the http(s) address of the front for this system' unless @env['URL'].to_s.match?(%r{\Ahttps?://[^\s/]+/\S+\z})
      raise ArgumentError, 'SECRET_FILE must name a file whose first line is the webhookSecret' if secret.empty?
      raise ArgumentError, 'PROJECT must name one or more projects by their identifiers' if projects.empty?
    end

    def secret
      @secret ||= File.foreach(@env['SECRET_FILE'].to_s).first.to_s.strip
    rescue SystemCallError => e
      raise ArgumentError, "SECRET_FILE: #{e.message}"
    end

    def projects
      @projects ||= @env['PROJECT'].to_s.split(',').map do |name|
        Project.find_by(identifier: name.strip) || raise(ArgumentError, "PROJECT: there is no project with the identifier '#{name.strip}'")
      end
    end

    def field_name = @env['KEY_FIELD'].presence || 'External Key'

    def login = @env['LOGIN'].to_s

    def sla_field_names = @env['SLA_FIELDS'].to_s.split(',').map(&:strip).reject(&:empty?)

    def field_lines = [field_name, *sla_field_names].map { |name| field_line(name) }

    # Tied to the projects, not "for all projects": 5.0's REST API names only such fields.
    def field_line(name)
      field = IssueCustomField.all.find { |known| known.name.casecmp?(name) }
      made = field.nil?
      field ||= IssueCustomField.new(name: name, field_format: 'string', is_for_all: false, searchable: true)
      field.is_filter = true # the front finds an issue by it
      field.projects |= projects
      field.trackers |= projects.flat_map(&:trackers)
      field.save!
      "field '#{field.name}' (#{field.id}): #{made ? 'created' : 'there'}"
    end

    def save
      Setting.plugin_sagadesk_webhook = Settings::DEFAULTS.merge(
        'url' => @env['URL'], 'secret' => secret, 'login' => login,
        'projects' => projects.map(&:identifier).join(', '), 'key_field' => field_name
      )
    end

    def warnings
      [
        (login.empty? && 'LOGIN is not given: events carry ids only, which is enough for the front'),
        (!login.empty? && !User.active.find_by_login(login) && "LOGIN: there is no active user '#{login}': events carry ids only"),
        (!Setting.rest_api_enabled? && 'the REST API is off: switch it on under Administration, Settings, API'),
        (ENV['SAGADESK_WEBHOOK_CONFIG'].present? && "SAGADESK_WEBHOOK_CONFIG is set: that file is used instead of these settings")
      ].select { |line| line }
    end
  end
end
