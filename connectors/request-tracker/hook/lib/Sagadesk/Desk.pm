package Sagadesk::Desk;
# What the hook needs inside RT: one scrip, a ticket field for our number, a field on replies for our comment's id.
# Everything is created where it is missing and brought up to date where it differs, so it can be run again.
# RT must be loaded and initialised.
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(install_hook remove_hook);

my $SCRIP     = 'Sagadesk: tell the front about changes';
my $ON_TICKET = 'RT::Queue-RT::Ticket';
my $ON_REPLY  = 'RT::Queue-RT::Ticket-RT::Transaction';

# install_hook(code, prepare => the scrip's Perl, settings_file, key_field, comment_field, sla_fields => [names],
# queues => [names]): lines that say
# what was done. Dies with a sentence when RT refuses.
sub install_hook {
    my (%want) = @_;
    my @queues = map { _queue($_) } @{ $want{queues} || [] };
    my @fields = (
        [ $want{key_field},     $ON_TICKET, 'the number that a ticket has in the front' ],
        [ $want{comment_field}, $ON_REPLY,  'the id that a comment has in the front' ],
        map { [ $_, $ON_TICKET, 'the contract or a deadline, as the front has it' ] } @{ $want{sla_fields} || [] },
    );
    my @said = map { _field( @$_, @queues ) } @fields;
    return ( @said, _scrip( _code( $want{code}, $want{settings_file} ), $want{prepare} ) );
}

# remove_hook(): takes the scrip out; the fields stay, since they hold data.
sub remove_hook {
    my $scrip = _find_scrip();
    return "the scrip was not installed" unless $scrip->id;
    _need( 'remove the scrip', $scrip->Delete );
    return "removed the scrip '$SCRIP'; the fields are kept";
}

sub _need {
    my ( $what, $ok, $message ) = @_;
    die "$what: " . ( $message || 'RT refused' ) . "\n" unless $ok;
    return $ok;
}

sub _queue {
    my ($name) = @_;
    my $queue = RT::Queue->new( RT->SystemUser );
    $queue->Load($name);
    die "there is no queue '$name' in this RT: name an existing one with --queue\n" unless $queue->id;
    return $queue;
}

# The scrip's text is kept in the database and finds its settings by an absolute path.
sub _code {
    my ( $code, $file ) = @_;
    die "plain characters only in the settings' path: $file\n" if $file =~ /[\\']/;
    $code =~ s/\@SETTINGS_FILE\@/$file/ or die "the scrip names no settings file\n";
    return $code;
}

sub _field {
    my ( $name, $on, $description, @queues ) = @_;
    my $field = RT::CustomField->new( RT->SystemUser );
    $field->LoadByName( Name => $name, LookupType => $on, IncludeDisabled => 0 );    # in any case of letters
    my $made = !$field->id;
    _need( "create the field '$name'", $field->Create(
        Name => $name, Type => 'FreeformSingle', MaxValues => 1, LookupType => $on, Description => $description,
    ) ) if $made;
    my @at = _apply( $field, @queues );
    return "field '$name': " . ( $made ? 'created' : @at ? 'extended' : 'already there' );
}

# A queue's object 0 stands for every queue; a field that is there already needs no queue of its own.
sub _apply {
    my ( $field, @queues ) = @_;
    return if $field->IsGlobal;
    my @missing = @queues ? grep { !$field->IsAdded( $_->id ) } @queues : RT::Queue->new( RT->SystemUser );
    _need( 'apply the field ' . $field->Name, $field->AddToObject($_) ) for @missing;
    return @missing;
}

sub _find_scrip {
    my $scrip = RT::Scrip->new( RT->SystemUser );
    $scrip->LoadByCols( Description => $SCRIP );
    return $scrip;
}

sub _scrip {
    my ( $code, $prepare ) = @_;
    my $scrip  = _find_scrip();
    my $made   = !$scrip->id;
    _create_scrip( $scrip, $code, $prepare ) if $made;
    my $changed = !$made && ( ( $scrip->CustomCommitCode || '' ) ne $code || ( $scrip->CustomPrepareCode || '' ) ne $prepare );
    if ($changed) {
        _need( 'update the scrip', $scrip->SetCustomCommitCode($code) )     if ( $scrip->CustomCommitCode  || '' ) ne $code;
        _need( 'update the scrip', $scrip->SetCustomPrepareCode($prepare) ) if ( $scrip->CustomPrepareCode || '' ) ne $prepare;
    }
    _need( 'enable the scrip', $scrip->SetDisabled(0) )             if $scrip->Disabled;
    _place($scrip);
    return 'scrip: ' . ( $made ? 'created' : $changed ? 'updated' : 'already there' );
}

sub _create_scrip {
    my ( $scrip, $code, $prepare ) = @_;
    _need( 'create the scrip', $scrip->Create(
        Description    => $SCRIP,
        Queue          => 0,
        Stage          => 'TransactionCreate',
        ScripCondition => 'On Transaction',
        ScripAction    => 'User Defined',
        Template       => 'Blank',
        CustomPrepareCode => $prepare,
        CustomCommitCode  => $code,
    ) );
}

# Stage TransactionBatch never reports what follows an owner change in the same request. Before every other scrip,
# because what those change would otherwise be told before the change that caused it.
sub _place {
    my ($scrip) = @_;
    my $applied = RT::ObjectScrip->new( RT->SystemUser );
    $applied->LoadByCols( Scrip => $scrip->id, ObjectId => 0 );
    _need( 'stage of the scrip', $applied->SetStage('TransactionCreate') ) if $applied->Stage ne 'TransactionCreate';
    _need( 'order of the scrip', $applied->SetSortOrder(-1) )              if $applied->SortOrder != -1;
}

1;
