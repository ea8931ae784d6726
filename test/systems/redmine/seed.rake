# frozen_string_literal: true
# rake lab:seed: settings, project, roles, users, keys and custom fields of the test instance; can be run again. The hook's
# own task creates the field of the external key. Writes shell-readable NAME='value' lines to the file named by SEED_OUT.
namespace :lab do
  task seed: :environment do
    {
      rest_api_enabled: '1', login_required: '1', default_language: 'en', force_default_language_for_anonymous: '1',
      self_registration: '0', text_formatting: ENV['SEED_TEXT_FORMATTING'] || 'textile', notified_events: [],
      default_projects_public: '0', gravatar_enabled: '0'
    }.each { |k, v| Setting[k] = v }

    user = lambda do |login, first, last, admin: false, key: nil|
      u = User.find_by_login(login) || User.new { |n| n.login = login }
      u.firstname = first
      u.lastname = last
      u.mail = "#{login}@example.com" if u.mail.blank? || admin
      u.language = 'en'
      u.mail_notification = 'none'
      u.must_change_passwd = false
      u.password = u.password_confirmation = ENV.fetch('SEED_PASSWORD')
      u.status = User::STATUS_ACTIVE
      u.save!
      token = Token.find_by(user_id: u.id, action: 'api') || Token.create!(user: u, action: 'api')
      token.update_column(:value, key) if key
      [u, token.value]
    end
    admin = User.find_by_login('admin')
    _, admin_key = user.call('admin', admin.firstname, admin.lastname, admin: true, key: ENV['SEED_ADMIN_API_KEY'])
    sync, sync_key = user.call('sd-sync', 'Service Desk', 'Sync', key: ENV['SEED_API_KEY'])
    exec1, exec1_key = user.call('executor1', 'Иван', 'Исполнитель', key: ENV['SEED_EXECUTOR_API_KEY'])
    exec2, exec2_key = user.call('executor2', 'Ольга', 'Исполнитель')

    manager = Role.find_by!(name: 'Manager')
    developer = Role.find_by!(name: 'Developer')
    role = Role.find_by(name: 'Integration') || Role.new(name: 'Integration')
    role.permissions = manager.setable_permissions.map(&:name)
    role.issues_visibility = 'all'
    role.assignable = false
    role.save!
    developer.add_permission!(:view_private_notes, :set_notes_private)

    incident = Tracker.find_by(name: 'Incident') ||
               Tracker.new(name: 'Incident', default_status: IssueStatus.sorted.first)
    incident.save!
    support = Tracker.find_by!(name: 'Support')
    WorkflowRule.copy(support, nil, [incident], Role.givable.to_a) unless WorkflowTransition.exists?(tracker_id: incident.id)
    unless WorkflowTransition.exists?(role_id: role.id)
      WorkflowRule.copy(nil, manager, Tracker.all.to_a, [role])
    end

    trackers = Tracker.all.to_a
    project = Project.find_by(identifier: 'it-executors') ||
              Project.new { |p| p.identifier = 'it-executors' }
    project.name = 'IT executors'
    project.is_public = false
    project.enabled_module_names = %w[issue_tracking time_tracking files]
    project.trackers = trackers
    project.save!
    { sync => role, exec1 => developer, exec2 => developer }.each do |u, r|
      Member.create!(project: project, principal: u, roles: [r]) unless Member.exists?(project_id: project.id, user_id: u.id)
    end

    # tied to the project, not "for all projects": only then does projects/ID.json?include=issue_custom_fields name them (5.0)
    field = lambda do |klass, name, format, **attrs|
      f = klass.find_by(name: name) || klass.new(name: name, field_format: format)
      f.attributes = attrs
      f.save!
      f
    end
    Rake::Task['sagadesk:install'].invoke
    key_field = IssueCustomField.find_by!(name: 'External Key')
    contract = field.call(IssueCustomField, 'Service contract', 'string', is_for_all: false, projects: [project], is_filter: true,
                          searchable: true, trackers: trackers)
    react = field.call(IssueCustomField, 'Reaction due', 'string', is_for_all: false, projects: [project], is_filter: true, trackers: trackers)
    resolve = field.call(IssueCustomField, 'Resolution due', 'string', is_for_all: false, projects: [project], is_filter: true, trackers: trackers)
    %w[Service Organisation Requester].each do |name|
      field.call(IssueCustomField, name, 'string', is_for_all: false, projects: [project], trackers: trackers)
    end

    out = {
      REDMINE_PROJECT: project.identifier, REDMINE_PROJECT_ID: project.id, REDMINE_TRACKER_ID: incident.id,
      REDMINE_API_USER: sync.login, REDMINE_API_USER_ID: sync.id, REDMINE_API_KEY: sync_key,
      REDMINE_EXECUTOR: exec1.login, REDMINE_EXECUTOR_ID: exec1.id, REDMINE_EXECUTOR_API_KEY: exec1_key,
      REDMINE_EXECUTOR2: exec2.login, REDMINE_EXECUTOR2_ID: exec2.id, REDMINE_EXECUTOR2_API_KEY: exec2_key,
      REDMINE_ADMIN: 'admin', REDMINE_ADMIN_API_KEY: admin_key, REDMINE_PASSWORD: ENV.fetch('SEED_PASSWORD'),
      REDMINE_CF_EXTERNAL_KEY: key_field.id, REDMINE_CF_CONTRACT: contract.id,
      REDMINE_CF_REACTION_DUE: react.id, REDMINE_CF_RESOLUTION_DUE: resolve.id
    }
    IssueStatus.sorted.each { |s| out["REDMINE_STATUS_#{s.name.upcase.tr(' ', '_')}"] = s.id }
    IssuePriority.sorted.each { |p| out["REDMINE_PRIORITY_#{p.name.upcase}"] = p.id }
    Tracker.sorted.each { |t| out["REDMINE_TRACKER_NAMED_#{t.name.upcase}"] = t.id }
    File.write(ENV.fetch('SEED_OUT'), out.map { |k, v| "#{k}='#{v}'\n" }.join)
  end
end
