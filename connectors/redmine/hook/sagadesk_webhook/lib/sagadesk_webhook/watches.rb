# frozen_string_literal: true

module SagadeskWebhook
  # Hangs on the models, not on the controllers: so bulk edits, mails and commits are seen as well.
  module Watches
    def self.start
      { Issue => OnIssue, Journal => OnJournal, IssueRelation => OnRelation, Attachment => OnAttachment }.each do |model, watch|
        model.include(watch) unless model.include?(watch)
      end
    end

    module OnIssue
      extend ActiveSupport::Concern
      included do
        after_commit(on: :create) { SagadeskWebhook.tell('issue.created', self) }
        after_commit(on: :update) { SagadeskWebhook.tell('issue.updated', self) }
        after_commit(on: :destroy) { SagadeskWebhook.tell('issue.deleted', self) }
      end
    end

    # A note that is edited, hidden or emptied leaves the issue's updated_on where it was, and no event of Redmine tells of it.
    module OnJournal
      extend ActiveSupport::Concern
      included do
        after_commit(on: :update) { sagadesk_tell if (previous_changes.keys & %w[notes private_notes]).any? }
        after_commit(on: :destroy) { sagadesk_tell unless destroyed_by_association }
      end

      def sagadesk_tell
        SagadeskWebhook.tell('issue.updated', journalized, silent: 'journal', journal: self) if journalized.is_a?(Issue)
      end
    end

    # Writes a journal on both issues, but saves neither of them.
    module OnRelation
      extend ActiveSupport::Concern
      included do
        after_commit(on: %i[create destroy]) do
          [issue_from, issue_to].compact.each { |issue| SagadeskWebhook.tell('issue.updated', issue, silent: 'relation') }
        end
      end
    end

    # A file that is deleted or renamed; one that is added comes with the issue's own event.
    module OnAttachment
      extend ActiveSupport::Concern
      included do
        after_commit(on: :destroy) { sagadesk_tell unless destroyed_by_association }
        after_commit(on: :update) { sagadesk_tell if sagadesk_renamed? }
      end

      def sagadesk_renamed?
        (previous_changes.keys & %w[filename description]).any? && !previous_changes.key?('container_id')
      end

      def sagadesk_tell
        SagadeskWebhook.tell('issue.updated', container, silent: 'attachment') if container.is_a?(Issue)
      end
    end
  end
end
