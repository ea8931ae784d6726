# frozen_string_literal: true

module SagadeskWebhook
  # The body of an event: the form of Redmine 7's own webhooks, with two additions: journal.private_notes, and silent for
  # changes that Redmine reports to nobody. What the viewer may not see is left out; the ids stay, so that the receiver
  # learns that a note was hidden or an issue moved out of its sight.
  class Payload
    def initialize(event, issue, viewer, silent: nil, journal: nil)
      @event = event
      @issue = issue
      @viewer = viewer
      @silent = silent
      @journal = journal || (issue.current_journal if event == 'issue.updated' && silent.nil?)
      @journal = nil if @journal&.new_record?
    end

    # nil when there is nothing that the viewer may know of
    def body
      return if hidden? && !worth_an_id?

      data = { issue: hidden? ? { id: @issue.id } : issue_hash, journal: @journal && journal_hash }.compact
      JSON.generate({ type: @event, timestamp: time(stamp), silent: @silent, data: data }.compact)
    end

    private

    def hidden? = @viewer.nil? || !@issue.visible?(@viewer)

    def worth_an_id?
      @viewer.nil? || @event == 'issue.deleted' || (@issue.previous_changes.keys & %w[project_id is_private]).any?
    end

    def stamp
      return Time.now if @silent || @event == 'issue.deleted'
      return @issue.created_on if @event == 'issue.created'

      @journal ? @journal.created_on : @issue.updated_on
    end

    def issue_hash
      refs.merge(
        id: @issue.id, subject: @issue.subject, description: @issue.description, parent: @issue.parent_id && { id: @issue.parent_id },
        status: @issue.status && ref(@issue.status).merge(is_closed: @issue.status.is_closed),
        start_date: @issue.start_date, due_date: @issue.due_date, done_ratio: @issue.done_ratio,
        is_private: @issue.is_private, estimated_hours: @issue.estimated_hours, custom_fields: custom_fields,
        created_on: time(@issue.created_on), updated_on: time(@issue.updated_on), closed_on: time(@issue.closed_on)
      ).compact
    end

    def refs
      %i[project tracker priority author assigned_to category fixed_version].to_h { |name| [name, ref(@issue.public_send(name))] }
    end

    def custom_fields
      @issue.visible_custom_field_values(@viewer).map do |field|
        { id: field.custom_field.id, name: field.custom_field.name, value: field.value }
      end
    end

    def journal_hash
      known = { id: @journal.id, private_notes: @journal.private_notes, deleted: @journal.destroyed? || nil }.compact
      hidden? || !note_visible? ? known : known.merge(journal_text)
    end

    def note_visible?
      !@journal.private_notes? || @journal.user_id == @viewer.id || @viewer.allowed_to?(:view_private_notes, @issue.project)
    end

    def journal_text
      {
        created_on: time(@journal.created_on), notes: @journal.notes, user: ref(@journal.user),
        details: @journal.visible_details(@viewer).map do |detail|
          { property: detail.property, prop_key: detail.prop_key, old_value: detail.old_value, value: detail.value }
        end
      }
    end

    def ref(record) = record && { id: record.id, name: record.name }

    def time(value) = value&.utc&.iso8601
  end
end
