# frozen_string_literal: true

# Redmine 5 and 6 tell nobody about a change, Redmine 7 not about all of them: this plugin does. See lib/sagadesk_webhook.rb.
Redmine::Plugin.register :sagadesk_webhook do
  name 'Sagadesk webhook'
  author 'Sagadesk'
  description 'Tells the service desk about every change of an issue, also about those that Redmine itself passes over'
  version '1.0.0'
  requires_redmine version_or_higher: '5.0'
  settings default: SagadeskWebhook::Settings::DEFAULTS, partial: 'settings/sagadesk_webhook'
end

SagadeskWebhook::Watches.start
