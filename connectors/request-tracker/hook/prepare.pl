# Prepare code of the same scrip: before any other scrip looks whom to mail. What a person wrote to the front, and the front copies
# here, RT must not mail back to him: who wrote it stands on the part's type (connectors/request-tracker/author-mark.ts), and
# RT::Action::SendEmail asks every transaction whom to leave out. It never fails the request.
eval {
    my $said  = $self->TransactionObj;
    my $parts = $said->Attachments;
    my %authors;
    while ( $said->Type eq 'Correspond' and my $part = $parts->Next ) {
        my $type = $part->GetHeader('Content-Type') // '';
        $authors{ lc $1 } = 1 if $type =~ /;\s*x-sagadesk-author="?([^\s";]+\@[^\s";]+)/i;
    }
    $said->AddAttribute( Name => 'SquelchMailTo', Content => $_ ) for keys %authors;
    1;
} or RT->Logger->error("Sagadesk hook: the author of a text was not left out: $@");
return 1;
