# frozen_string_literal: true

namespace :sagadesk do
  desc 'Creates or updates the field and the settings: URL=, SECRET_FILE=, PROJECT=identifier[,..], LOGIN= (account of the front), KEY_FIELD=, SLA_FIELDS='
  task install: :environment do
    SagadeskWebhook::Installation.new(ENV.to_h).install { |line| puts line }
  rescue ArgumentError => e
    abort "sagadesk:install: #{e.message}"
  end

  desc 'Removes the settings; afterwards delete plugins/sagadesk_webhook and restart'
  task remove: :environment do
    SagadeskWebhook::Installation.new(ENV.to_h).remove { |line| puts line }
  end
end
